import { expect, test } from "vitest";
import { duration, percent } from "./figures.ts";
import { wordsFrom } from "./words.ts";

const words = wordsFrom({
  "time.seconds": "{n} seconds",
  "time.seconds.one": "a second",
  "time.minutes": "{n} minutes",
  "time.minutes.one": "a minute",
  "time.hours": "{n} hours",
  "time.hours.one": "an hour",
});

test.each([
  [0.2, "a second"],
  [14, "20 seconds"],
  [55, "a minute"],
  [90, "2 minutes"],
  [3600, "an hour"],
  [5400, "1.5 hours"],
])("%d seconds read as %s", (seconds, text) => {
  expect(duration(seconds, words)).toBe(text);
});

test("100 percent means everything", () => {
  expect(percent(999, 1000)).toBe(99);
  expect(percent(1000, 1000)).toBe(100);
  expect(percent(0, 0)).toBe(0);
});
