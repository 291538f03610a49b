import { expect, test } from "vitest";
import { addressFrom } from "./link-row.ts";

test.each([
  ["https://a.test/x", "https://a.test/x"],
  ["a.test/x", "https://a.test/x"],
  ["10.5281/zenodo.1", "https://doi.org/10.5281/zenodo.1"],
  ["ada@a.test", "mailto:ada@a.test"],
  ["javascript:alert(1)", "https://javascript:alert(1)"],
  ["  ", ""],
])("%j leads to %j", (typed, address) => {
  expect(addressFrom(typed)).toBe(address);
});
