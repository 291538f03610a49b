import { expect, test } from "vitest";
import { saying } from "./saying.ts";
import { wordsFrom } from "./words.ts";

const words = wordsFrom({ "failure.line": "It broke.", stopped: "{size} left. {reason}" });

test("the service's own words are said as they are", () => {
  expect(saying("No {colon}.", words)).toBe("No {colon}.");
});

test("a key is filled with sizes as people read them, and with other sentences", () => {
  const values = { size: { bytes: 1500 }, reason: { key: "failure.line" } };
  expect(saying({ key: "stopped", values }, words)).toBe("1.5 kB left. It broke.");
});
