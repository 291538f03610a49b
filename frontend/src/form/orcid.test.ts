// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { line } from "../../test/form.ts";
import { pageOf } from "../../test/page.ts";
import { html, the } from "../page/elements.ts";
import { bareOrcid, orcidOnLeaving } from "./orcid.ts";

test.each([
  ["https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"],
  [" http://orcid.org/0000-0002-1825-0097/ ", "0000-0002-1825-0097"],
  ["orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"],
  ["0000000218250097", "0000-0002-1825-0097"],
  ["0000-0002-1694-233x", "0000-0002-1694-233X"],
])("%j is understood as %s", (text, bare) => {
  expect(bareOrcid(text)).toBe(bare);
});

test.each([
  "0000-0002-1825-0098",
  "0000-0002-1825",
  "https://elsewhere.org/0000-0002-1825-0097",
  "",
])("%j is left as it was typed", (text) => {
  expect(bareOrcid(text)).toBeNull();
});

test("a field that is left is understood, or what is wrong is told at once", () => {
  pageOf(`<form>${line("orcid", {}, "orcid")}</form>`);
  const told: (string | null)[] = [];
  const judged = (_: HTMLElement, wrong: string | null) => void told.push(wrong);
  orcidOnLeaving(html("form"), { changed: () => {}, judged });
  const box = the("input", HTMLInputElement);
  for (const typed of ["0000-0002-1825-0098", "Ada", "orcid.org/0000-0002-1825-0097", ""]) {
    box.value = typed;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    if (told.length === 3) expect(box.value).toBe("0000-0002-1825-0097");
  }
  expect(told).toEqual(["orcid.digit", "orcid.shape", null, null]);
});
