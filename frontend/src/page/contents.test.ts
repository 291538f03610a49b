import { expect, test } from "vitest";
import { readSection } from "./contents.ts";

test.each([
  [[400, 900, 1500], 0],
  [[290, 900, 1500], 0],
  [[-500, 299, 800], 1],
  [[-900, -400, 301], 1],
  [[-2000, -900, -10], 2],
])("with sections at %j the mark is at number %d", (tops, read) => {
  expect(readSection(tops, 900)).toBe(read);
});

test("what does not apply is not taken for what is read", () => {
  expect(readSection([-900, 20, Number.POSITIVE_INFINITY, 1500], 900)).toBe(1);
});
