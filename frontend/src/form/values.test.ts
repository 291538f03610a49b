// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { choice, group, kept, line } from "../../test/form.ts";
import { pageOf } from "../../test/page.ts";
import { html } from "../page/elements.ts";
import { applyConditions } from "./conditions.ts";
import { appendEntry } from "./entries.ts";
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

test("a field that does not apply is read like any other, so that it is kept", () => {
  writeScope(entry, { access: "embargoed", embargo_until: "2027-01-01" });
  const choice = html("#access", entry) as HTMLSelectElement;
  choice.value = "open";
  applyConditions(entry);
  expect(html("#embargo_until", entry).closest("[data-field]")).toHaveProperty("hidden", true);
  const values = readScope(entry);
  expect(values).toMatchObject({ access: "open", embargo_until: "2027-01-01" });
  pageOf(ENTRY);
  writeScope(html("[data-entry]"), { ...values, access: "embargoed" });
  expect(readScope(html("[data-entry]")).embargo_until).toBe("2027-01-01");
});

test("an entry whose only words are in a hidden field is none that was left blank", () => {
  const when = 'data-when="type" data-when-values="person"';
  const parts = choice("type", ["person", "group"]) + line("family_name", { marks: when });
  pageOf(`<form>${group("people", { parts: parts + line("name") })}</form>`);
  writeScope(appendEntry(html("[data-group]")), { type: "group", family_name: "Ada" });
  appendEntry(html("[data-group]"));
  const kept = [{ type: "group", family_name: "Ada", name: "" }];
  expect(readScope(html("form"))).toEqual({ people: kept });
});

test.each([
  ["53,45", "53.45"],
  ["-7.25", "-7.25"],
  ["1,234,567", "1,234,567"],
  [" 12 ", "12"],
])("a number typed as %j is sent as %j", (typed, sent) => {
  pageOf(`<form>${line("latitude", {}, "number")}</form>`);
  writeScope(html("form"), { latitude: typed });
  expect(readScope(html("form"))).toEqual({ latitude: sent });
});

test("an entry in which only something is chosen was not begun", () => {
  const parts = choice("relation", ["cites"]) + line("identifier") + kept("id");
  pageOf(`<form>${group("related", { parts })}</form>`);
  const entry = appendEntry(html("[data-group]"));
  expect(readScope(html("form"))).toEqual({ related: [] });
  writeScope(entry, { id: "42" });
  expect(readScope(html("form"))).toEqual({
    related: [{ relation: "cites", identifier: "", id: "42" }],
  });
});

test("what the consortium decided holds for the fields that hang on it", () => {
  const when = 'data-when="resource_type" data-when-values="software"';
  pageOf(`<form><div data-fixed="resource_type" data-value="software"></div>
    ${line("code", { marks: when })}</form>`);
  applyConditions(html("form"));
  expect(readScope(html("form"))).toEqual({ code: "" });
});

test("a value that a list does not hold leaves the list as it is", () => {
  pageOf(`<form>${choice("type", ["dataset", "software"])}</form>`);
  writeScope(html("form"), { type: "castle" });
  expect(readScope(html("form"))).toEqual({ type: "dataset" });
});

test("what can't be chosen can't be filled in either", () => {
  pageOf(`<div data-entry><div data-field="repository" data-kind="radios">
    <input type="radio" name="r" value="zenodo" checked>
    <input type="radio" name="r" value="sandbox" disabled></div></div>`);
  entry = html("[data-entry]");
  writeScope(entry, { repository: "sandbox" });
  expect(readScope(entry)).toEqual({ repository: "zenodo" });
});
