import { expect, test } from "vitest";
import { age } from "./age.ts";

const at = (iso: string) => Date.parse(iso);

test.each([
  ["2026-11-21T11:59:40Z", "this minute"],
  ["2026-11-21T11:17:00Z", "43 minutes ago"],
  ["2026-11-20T11:00:00Z", "yesterday"],
  ["2026-11-16T11:00:00Z", "5 days ago"],
  ["2026-11-01T11:00:00Z", "2 weeks ago"],
  ["2025-06-01T11:00:00Z", "1 year ago"],
  // A clock that is wrong.
  ["2026-11-21T12:30:00Z", "this minute"],
])("%s is %s", (iso, words) => {
  expect(age(iso, at("2026-11-21T12:00:00Z"))).toBe(words);
});

test("an age is told in the page's language", () => {
  expect(age("2026-11-18T12:00:00Z", at("2026-11-21T12:00:00Z"), "de")).toBe("vor 3 Tagen");
});
