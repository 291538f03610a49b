// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { pageOf } from "../../test/page.ts";
import { html } from "../page/elements.ts";
import { readField, writeField } from "./values.ts";

let field: HTMLElement;

beforeEach(() => {
  pageOf(`<div data-field="description" data-kind="rich">
    <textarea data-format="markdown"></textarea></div>`);
  field = html("[data-field]");
});

test("what is typed into the plain box is Markdown", () => {
  html("textarea", field).textContent = "*Grain* sizes";
  expect(readField(field)).toEqual({ format: "markdown", text: "*Grain* sizes" });
});

test("a text comes back in the format in which it was written", () => {
  const text = { format: "html", text: "<p>Grain <b>sizes</b></p>" };
  writeField(field, text);
  expect(readField(field)).toEqual(text);
});

test("a bare string is Markdown", () => {
  writeField(field, "Grain sizes");
  expect(readField(field)).toEqual({ format: "markdown", text: "Grain sizes" });
});

test.each(["", null, { format: "html", text: " " }])("%j is nothing", (value) => {
  writeField(field, value);
  expect(readField(field)).toBe("");
});
