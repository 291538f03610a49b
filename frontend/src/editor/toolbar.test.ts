import { expect, test } from "vitest";
import { stepFrom } from "./toolbar.ts";

test.each([
  ["ArrowRight", 0, 1],
  ["ArrowRight", 4, 0],
  ["ArrowLeft", 0, 4],
  ["Home", 3, 0],
  ["End", 1, 4],
  ["Enter", 1, null],
])("%s at button %d leads to %j", (key, from, to) => {
  expect(stepFrom(key, from, 5)).toBe(to);
});
