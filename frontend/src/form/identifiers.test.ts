// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { choice, formOf, group, line, section } from "../../test/form.ts";
import { pageOf } from "../../test/page.ts";
import { html, the } from "../page/elements.ts";
import { appendEntry } from "./entries.ts";
import { schemeOf, tellIdentifiers } from "./identifiers.ts";

const RELATED = group("related", {
  parts: line("identifier", {}, "identifier") + choice("scheme", ["", "doi", "isbn"]),
});

beforeEach(() => {
  pageOf(formOf(["links", section("links", RELATED)]));
  tellIdentifiers(html("form"));
  appendEntry(html("[data-group=related]"));
});

function leave(text: string): string | undefined {
  const box = the(".of-identifier", HTMLInputElement);
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  expect(document.querySelector("[data-recognised]")).toBeNull();
  box.dispatchEvent(new Event("change", { bubbles: true }));
  return document.querySelector("[data-recognised]")?.textContent ?? undefined;
}

test("an identifier that is left is told as what it was recognised", () => {
  expect(leave("https://doi.org/10.5281/zenodo.1")).toBe("The doi");
  expect(leave("978-3-16-148410-0")).toBe("The isbn");
  expect(leave("mud")).toBeUndefined();
});

test("where the kind was chosen, nothing is guessed", () => {
  const list = the("[data-field=scheme] select", HTMLSelectElement);
  list.value = "isbn";
  expect(leave("10.5281/zenodo.1")).toBeUndefined();
});

test.each([
  ["arXiv:2101.00001", "arxiv"],
  ["hdl:10013/epic.1", "handle"],
  ["ark:/13030/tf5p30086k", "ark"],
  ["urn:nbn:de:101:1-1", "urn"],
  ["0317-8471", "issn"],
  ["https://example.org/a", "url"],
  ["", undefined],
])("%s is told by its look", (text, scheme) => {
  expect(schemeOf(text)).toBe(scheme);
});
