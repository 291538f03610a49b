import { expect, test } from "vitest";
import { same } from "./same.ts";

test("the order of keys does not matter, that of entries does", () => {
  expect(same({ a: 1, b: [{ c: "x" }] }, { b: [{ c: "x" }], a: 1 })).toBe(true);
  expect(same([1, 2], [2, 1])).toBe(false);
});

test("a missing key is not the same as one without a value", () => {
  expect(same({ a: undefined }, { b: undefined })).toBe(false);
  expect(same({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  expect(same([], {})).toBe(false);
  expect(same(null, {})).toBe(false);
});
