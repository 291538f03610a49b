// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { pageOf } from "../../test/page.ts";
import { html } from "../page/elements.ts";
import { applyConditions } from "./conditions.ts";
import { readScope, writeScope } from "./values.ts";

const ENTRY = `<div data-entry>
  <div data-field="title" data-kind="line"><input id="title"></div>
  <div data-field="access" data-kind="choice">
    <select id="access"><option value="open"></option><option value="embargoed"></option></select>
  </div>
  <div data-field="embargo_until" data-kind="future_day" data-when="access"
    data-when-values="embargoed restricted"><input id="embargo_until"></div>
  <div data-field="agreement" data-kind="agreement"><input id="agreement" type="checkbox"></div>
</div>`;

let entry: HTMLElement;

beforeEach(() => {
  pageOf(ENTRY);
  entry = html("[data-entry]");
});

test("what is written into the fields is read from them again", () => {
  const values = {
    title: "Sediment",
    access: "embargoed",
    embargo_until: "2027-01-01",
    agreement: true,
  };
  writeScope(entry, values);
  expect(readScope(entry)).toEqual(values);
});

test("a field that does not apply is not sent, and keeps what was typed in it", () => {
  writeScope(entry, { access: "embargoed", embargo_until: "2027-01-01" });
  const choice = html("#access", entry) as HTMLSelectElement;
  choice.value = "open";
  applyConditions(entry);
  expect(readScope(entry)).toEqual({ title: "", access: "open", agreement: false });
  choice.value = "embargoed";
  applyConditions(entry);
  expect(readScope(entry).embargo_until).toBe("2027-01-01");
});
