// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { html } from "../page/elements.ts";
import { drawStrange } from "./strange.ts";

test("what was not understood is listed as text, and nothing is said of nothing", () => {
  pageOf("<details hidden><summary></summary><ul></ul></details>");
  const frame = html("details");
  drawStrange(frame, [{ what: "affiliation", value: "7 <b>" }], "authors.left", keysAsWords);
  expect([frame.hidden, frame.textContent]).toEqual([false, "authors.left n=1affiliation 7 <b>"]);
  drawStrange(frame, [], "authors.left", keysAsWords);
  expect(frame.hidden).toBe(true);
});
