import { expect, it } from "vitest";
import { type FileState, follow, isSending, isStopped, isUnderWay } from "./state.ts";

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
  expect(isUnderWay("waiting")).toBe(false);
  expect(isUnderWay("queued")).toBe(true);
});

it("what is put together is under way, but nothing of it is sent any more", () => {
  expect(isUnderWay("completing")).toBe(true);
  expect(isSending("completing")).toBe(false);
});

it("what failed or waits does not go on by itself", () => {
  const names = ["failed", "waiting", "queued", "elsewhere", "staged"] as const;
  expect(names.filter(isStopped)).toEqual(["failed", "waiting"]);
});
