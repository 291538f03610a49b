// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { highlighted, matches } from "./highlight.ts";

test.each([
  ["Ada Lovelace", "love", ["Love"]],
  ["Łódź Müller-Straße", "muller", ["Müller"]],
  ["Universität Oldenburg", "olden uni", ["Uni", "Olden"]],
  ["Navy", "army", []],
  ["Cafe\u0301 Sea", "café", ["Cafe\u0301"]],
])("in %s, %s is found as %j", (text, typed, found) => {
  expect(matches(text, typed).map(([begin, end]) => text.slice(begin, end))).toEqual(found);
});

test("markup in a name stays text", () => {
  const box = document.createElement("p");
  box.append(...highlighted("<img src=x> Love", "love"));
  expect(box.textContent).toBe("<img src=x> Love");
  expect([...box.children].map(({ tagName }) => tagName)).toEqual(["MARK"]);
});
