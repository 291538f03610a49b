import { expect, test } from "vitest";
import { SpokenSteps } from "./spoken-steps.ts";

test("every ten per cent is spoken of once, the end by other words", () => {
  const steps = new SpokenSteps();
  const spoken = [3, 9, 11, 14, 38, 39, 100].map((done) => steps.passed(done));
  expect(spoken).toEqual([null, null, 10, null, 30, null, null]);
});

test("a file added in mid-upload sets the steps back without a word", () => {
  const steps = new SpokenSteps();
  expect([70, 30, 41].map((done) => steps.passed(done))).toEqual([70, null, 40]);
});
