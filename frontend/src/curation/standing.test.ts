import { expect, it } from "vitest";
import type { Invitation } from "./answers.ts";
import { hasNoEnd } from "./standing.ts";

it.each([
  ["2126-10-29T00:00:00Z", true],
  ["2027-11-22T00:00:00Z", false],
])("an invitation until %s is for ever: %s", (expires, isEndless) => {
  expect(hasNoEnd({ created: "2026-11-22T00:00:00Z", expires } as Invitation)).toBe(isEndless);
});
