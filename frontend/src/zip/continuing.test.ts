import { expect, test } from "vitest";
import { fileOf } from "../../test/files.ts";
import type { Dropped } from "../files/dropped.ts";
import type { FileSnapshot } from "../upload/uploads.ts";
import { begunArchive, isBegunSingly, otherArchive } from "./continuing.ts";
import { packed } from "./packing.ts";

const FILES = ["raw/a.csv", "raw/deep/b.csv"].map((path) => ({ path, file: fileOf(30) }));
const RAW = dropped({ bare: ["raw/nothing"] });

test("an archive goes on with the same folder, whatever it was called", () => {
  const begun = begunArchive(RAW, [archive("my cores.zip", RAW)]);

  expect(begun?.path).toBe("my cores.zip");
  expect(begun?.file.size).toBe(packed(RAW).size);
});

test("it goes on also if the folder's empty folders were not told of when it began", () => {
  expect(begunArchive(RAW, [archive("raw.zip", dropped())])?.path).toBe("raw.zip");
});

test("an archive of single files goes on with the folder in which they lie", () => {
  const files = FILES.map(({ path, file }) => ({ file, path: path.replace("raw/", "") }));
  const loose = dropped({ files, folders: [] });

  expect(begunArchive(RAW, [archive("files.zip", loose)])?.path).toBe("files.zip");
});

test("it does not go on with other files, and that is told", () => {
  const other = dropped({ files: FILES.map(({ path }) => ({ path, file: fileOf(31) })) });

  expect(begunArchive(other, [archive("raw.zip", RAW)])).toBeNull();
  expect(otherArchive(other, [archive("raw.zip", RAW)])).toBe("raw.zip");
  expect(otherArchive(other, [archive("raw.zip", RAW, "staged")])).toBeNull();
});

test("a folder that was sent file by file goes on file by file", () => {
  const waiting = { ...archive("raw/a.csv", RAW), type: "text/csv" };

  expect(isBegunSingly(RAW, [waiting])).toBe(true);
  expect(isBegunSingly(RAW, [{ ...waiting, state: "staged" }])).toBe(false);
});

function dropped(more: Partial<Dropped> = {}): Dropped {
  return { files: FILES, folders: ["raw"], bare: [], skipped: [], unread: [], ...more };
}

function archive(path: string, of: Dropped, state: FileSnapshot["state"] = "waiting") {
  const { size, type } = packed(of);
  const known = { id: "1", serverId: "1", sentBytes: 0, reason: null, changed: false, kept: false };
  return { ...known, path, size, type, state };
}
