// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { slice } from "./pager.ts";

test("a page past the end is the last there is", () => {
  expect(slice(0, 0)).toEqual({ page: 0, from: 0, to: 0 });
  expect(slice(9, 120)).toEqual({ page: 2, from: 100, to: 120 });
});
