// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { FakeKept, handleTo, type OnDisk } from "../../test/fake-handles.ts";
import { fileOf } from "../../test/files.ts";
import type { FileSnapshot } from "../upload/uploads.ts";
import { noteDropped } from "./picked.ts";
import { Reopening } from "./reopening.ts";

let kept: FakeKept;
let disk: OnDisk;
let changes: number;
let reopening: Reopening;

beforeEach(async () => {
  kept = new FakeKept();
  disk = { file: fileOf(10, "a.csv"), leave: "granted" };
  changes = 0;
  reopening = anew();
});

describe("a file that can be found again", () => {
  it("is opened in a later visit without being chosen", async () => {
    await reopening.keep("raw/a.csv", dropped());
    const later = anew();
    await later.load();

    expect(later.has("raw/a.csv")).toBe(true);
    expect(await later.open("raw/a.csv")).toBe(disk.file);
    expect(changes).toBe(1);
  });

  it("is forgotten when it is there, and when it is removed", async () => {
    await reopening.keep("a.csv", dropped());
    await reopening.keep("b.csv", dropped());
    reopening.settle([listed("a.csv", "uploading"), listed("b.csv", "failed")]);
    expect(kept.handles.size).toBe(2);

    reopening.settle([listed("a.csv", "staged")]);

    expect(reopening.has("a.csv")).toBe(false);
    expect(kept.handles.size).toBe(0);
  });

  it("is forgotten where it is gone, and that is said", async () => {
    await reopening.keep("a.csv", dropped());
    disk.file = null;

    await expect(reopening.open("a.csv")).rejects.toMatchObject({
      refusal: { path: "a.csv", reason: { message: { key: "files.lost" } } },
    });
    expect(kept.handles.size).toBe(0);
  });

  it("may be asked for again when the question was only put aside", async () => {
    await reopening.keep("a.csv", dropped());
    disk.leave = "prompt";
    await expect(reopening.open("a.csv")).rejects.toMatchObject({
      refusal: { reason: { message: { key: "files.denied" } } },
    });
    expect(reopening.has("a.csv")).toBe(true);

    disk.leave = "denied";
    await expect(reopening.open("a.csv")).rejects.toThrow();
    expect(reopening.has("a.csv")).toBe(false);
  });

  it("can be opened in this visit where nothing can be kept for another", async () => {
    kept.isFull = true;
    await reopening.keep("a.csv", dropped());
    expect(await reopening.open("a.csv")).toBe(disk.file);
  });

  it("is not, where the browser gave the bytes alone", async () => {
    await reopening.keep("a.csv", fileOf(10, "a.csv"));
    expect(reopening.has("a.csv")).toBe(false);
    expect(kept.handles.size).toBe(0);
  });
});

function anew(): Reopening {
  return new Reopening(kept, () => changes++);
}

/** As a browser tells of it that has handles. */
function dropped(): File {
  const file = fileOf(10, "a.csv");
  const item = { getAsFileSystemHandle: async () => handleTo(disk) };
  noteDropped(item as unknown as DataTransferItem, file);
  return file;
}

function listed(path: string, state: FileSnapshot["state"]): FileSnapshot {
  const rest = {
    serverId: null,
    size: 10,
    sentBytes: 0,
    reason: null,
    changed: false,
    kept: false,
  };
  return { id: path, path, type: "text/csv", state, ...rest };
}
