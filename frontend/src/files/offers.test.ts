import { expect, test } from "vitest";
import { archiveType } from "../upload/archive-type.ts";
import type { FileSnapshot } from "../upload/uploads.ts";
import { offerOf } from "./offers.ts";

const FILE: FileSnapshot = {
  id: "file-1",
  serverId: null,
  path: "a.csv",
  type: "text/csv",
  size: 10,
  state: "waiting",
  sentBytes: 0,
  reason: null,
  changed: false,
  kept: false,
};
const CHANGED = { code: "changed", message: "It changed." } as const;
const REFUSED = { code: "refused", message: "No." } as const;

test("what is on its way or there needs nothing", () => {
  for (const state of ["queued", "uploading", "completing", "staged", "elsewhere"] as const)
    expect(offerOf({ ...FILE, state }, true)).toBe(null);
});

test("what waits goes on with one press where the device knows the file, and else is chosen", () => {
  expect(offerOf(FILE, true)).toBe("continue");
  expect(offerOf(FILE, false)).toBe("choose");
});

test("of what was a folder, the folder is chosen again", () => {
  expect(offerOf({ ...FILE, type: archiveType(3) }, false)).toBe("folder");
});

test("what failed is tried again, but what changed on the disk is opened anew", () => {
  const failed = { ...FILE, state: "failed" } as const;
  expect(offerOf({ ...failed, reason: REFUSED }, true)).toBe("again");
  expect(offerOf({ ...failed, reason: CHANGED }, true)).toBe("continue");
  expect(offerOf({ ...failed, reason: CHANGED }, false)).toBe("choose");
});
