import { expect, it } from "vitest";
import { type FileState, follow, isUnderWay } from "./state.ts";

it("a file goes from queued over uploading and completing to staged", () => {
  const way: FileState[] = [{ name: "uploading" }, { name: "completing" }, { name: "staged" }];

  expect(way.reduce(follow, { name: "queued" })).toEqual({ name: "staged" });
});

it("a forbidden step is an error", () => {
  expect(() => follow({ name: "removed" }, { name: "uploading" })).toThrow(
    "Unexpected transition from removed to uploading",
  );
});

it("what waits for a person is not under way", () => {
  expect(isUnderWay({ name: "waiting" })).toBe(false);
  expect(isUnderWay({ name: "queued" })).toBe(true);
});
