import { expect, test } from "vitest";
import { fileOf, onDisk } from "../../test/files.ts";
import { sortDropped } from "./folders.ts";

function item(file: File, isDirectory?: boolean): DataTransferItem {
  const entry = isDirectory === undefined ? undefined : { isDirectory, name: file.name };
  const told = { kind: "file", getAsFile: () => file, webkitGetAsEntry: () => entry };
  return told as unknown as DataTransferItem;
}

test("a folder is told from a file by what the browser says", async () => {
  const file = fileOf(5, "a.csv");
  const dropped = await sortDropped([item(file, false), item(fileOf(4096, "raw"), true)]);
  expect(dropped).toEqual({ files: [file], folders: ["raw"] });
});

test("where the browser does not say, what has no type and cannot be read is a folder", async () => {
  const empty = fileOf(0, "empty");
  const unreadable = onDisk(fileOf(4096, "raw"), () => true);
  const dropped = await sortDropped([item(unreadable), item(empty)]);
  expect(dropped).toEqual({ files: [empty], folders: ["raw"] });
});

test("a file with a type that cannot be read stays a file, and says so when it is sent", async () => {
  const file = onDisk(new File(["x"], "a.csv", { type: "text/csv" }), () => true);
  expect((await sortDropped([item(file)])).folders).toEqual([]);
});

test("words that are dropped are neither", async () => {
  const words = { kind: "string" } as unknown as DataTransferItem;
  expect(await sortDropped([words])).toEqual({ files: [], folders: [] });
});
