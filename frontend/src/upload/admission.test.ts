import { describe, expect, it } from "vitest";
import { fileOf } from "../../test/files.ts";
import { admit, type Listed, named } from "./admission.ts";
import type { FileState } from "./state.ts";

const LIMITS = { files: 2, bytes: 100, part_batch: 100 };

describe("admission", () => {
  it("takes files within the limits", () => {
    const { fresh, refused } = choose([fileOf(50, "a"), fileOf(50, "b")]);

    expect(fresh.map(({ path }) => path)).toEqual(["a", "b"]);
    expect(refused).toEqual([]);
  });

  it.each([
    ["empty", [fileOf(0, "a")], { key: "refusal.empty" }],
    ["too_large", [fileOf(101, "a")], { values: { size: { bytes: 101 }, most: { bytes: 100 } } }],
    ["too_large", [fileOf(60, "a"), fileOf(41, "b")], { key: "refusal.too_large_together" }],
    ["too_many", [fileOf(1, "a"), fileOf(1, "b"), fileOf(1, "c")], { values: { n: 2 } }],
    ["duplicate", [fileOf(1, "a"), fileOf(2, "a")], { key: "refusal.duplicate" }],
  ])("refuses what is %s, in words", (code, files, words) => {
    const { fresh, refused } = choose(files);

    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason.code).toBe(code);
    expect(refused[0]?.reason.message).toMatchObject(words);
    expect(fresh).toHaveLength(files.length - 1);
  });

  it("counts what is in the list already", () => {
    const { refused } = choose([fileOf(60, "b")], [listed("a", 50, { name: "staged" })]);

    expect(refused.map(({ reason }) => reason.code)).toEqual(["too_large"]);
  });

  it("continues a file that waits, and one that failed", () => {
    const list = [listed("a", 10, { name: "waiting" }), listed("b", 20, FAILED)];

    const { continued, fresh } = choose([fileOf(10, "a"), fileOf(20, "b")], list);

    expect(continued.map(({ upload }) => upload.path)).toEqual(["a", "b"]);
    expect(fresh).toEqual([]);
  });

  it("refuses another file in the place of one that waits, so that its parts are not lost", () => {
    const { refused } = choose([fileOf(11, "a")], [listed("a", 10, { name: "waiting" })]);

    expect(refused[0]?.reason.code).toBe("other_size");
    expect(refused[0]?.reason.message).toEqual({
      key: "refusal.other_size",
      values: { path: "a", now: { bytes: 11 }, begun: { bytes: 10 } },
    });
  });

  it("replaces a failed file that comes with another size", () => {
    const { fresh, replaced } = choose([fileOf(55, "a")], [listed("a", 60, FAILED)]);

    expect(fresh.map(({ path }) => path)).toEqual(["a"]);
    expect(replaced.map(({ path }) => path)).toEqual(["a"]);
  });

  it("replaces what the record has by another file of its name, whatever its size", () => {
    const kept = { ...listed("a", 1, { name: "staged" }), kept: true };
    for (const size of [1, 2]) {
      const { fresh, replaced, refused } = choose([fileOf(size, "a")], [kept]);
      expect([fresh.length, replaced.length, refused.length]).toEqual([1, 1, 0]);
    }
    const { refused } = choose([fileOf(1, "a")], [listed("a", 1, { name: "staged" })]);
    expect(refused.map(({ reason }) => reason.code)).toEqual(["duplicate"]);
  });

  it("writes names one way, however the file system spells their accents", () => {
    expect(named(fileOf(1, "e\u0301te\u0301.csv")).path).toBe("\u00e9t\u00e9.csv");
  });
});

const FAILED: FileState = { name: "failed", reason: { code: "changed", message: "It changed." } };

function listed(path: string, size: number, state: FileState): Listed {
  return { path, size, state, kept: false };
}

function choose(files: readonly File[], list: readonly Listed[] = []) {
  return admit(files.map(named), list, LIMITS);
}
