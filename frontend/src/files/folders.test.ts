import { expect, test } from "vitest";
import { fileOf, onDisk } from "../../test/files.ts";
import type { Dropped } from "./dropped.ts";
import { Overfull } from "./dropped.ts";
import { readFolders } from "./folder-reading.ts";
import { fromInput, sortDropped } from "./folders.ts";

const NOTHING: Dropped = { files: [], folders: [], bare: [], skipped: [], unread: [] };

test("a folder that is dropped is opened, and what is in it keeps its path", async () => {
  const raw = { "b.csv": fileOf(5, "b.csv"), deep: { "a.csv": fileOf(5, "a.csv") } };
  const loose = fileOf(3, "README.md");

  const dropped = await sortDropped([item(loose, entryOf("README.md", loose)), folder("raw", raw)]);

  expect(dropped.files.map(({ path }) => path)).toEqual([
    "README.md",
    "raw/b.csv",
    "raw/deep/a.csv",
  ]);
  expect(dropped.files[1]?.file).toBe(raw["b.csv"]);
  expect(dropped.folders).toEqual(["raw"]);
});

test("all of a folder is read, also where the browser gives it a hundred at a time", async () => {
  const many = Array.from({ length: 250 }, (_, index) => [`${index}.csv`, fileOf(1)] as const);

  const { files } = await sortDropped([folder("many", Object.fromEntries(many))]);

  expect(files).toHaveLength(250);
});

test("what the computer made for itself is left out, and said to be", async () => {
  const raw = { ".DS_Store": fileOf(9), "Thumbs.db": fileOf(9), "a.csv": fileOf(5) };
  const desk = { "desktop.ini": fileOf(9) };

  const dropped = await sortDropped([folder("raw", { ...raw, desk })]);

  expect(dropped.files.map(({ path }) => path)).toEqual(["raw/a.csv"]);
  expect(dropped.skipped).toEqual(["raw/.DS_Store", "raw/Thumbs.db", "raw/desk/desktop.ini"]);
  expect(dropped.bare).toEqual(["raw/desk"]);
});

test("of a folder that holds more than a page can nothing is taken", async () => {
  const files = { "a.csv": fileOf(5), deep: { "b.csv": fileOf(5) } };
  const raw = () => [entryOf("raw", files) as FileSystemDirectoryEntry];
  await expect(readFolders(raw(), { files: 1, depth: 9 })).rejects.toThrow(Overfull);
  await expect(readFolders(raw(), { files: 9, depth: 1 })).rejects.toThrow(Overfull);
  expect((await readFolders(raw(), { files: 9, depth: 2 })).files).toHaveLength(2);
});

test("what is too deep to be read is named, and what was dropped beside it is taken", async () => {
  let deep: Tree = { "a.csv": fileOf(5) };
  for (let level = 0; level < 101; level++) deep = { deep };
  const loose = fileOf(3, "README.md");
  const dropped = await sortDropped([item(loose), folder("raw", deep)]);
  expect(dropped.files.map(({ path }) => path)).toEqual(["README.md"]);
  expect([dropped.folders, dropped.overfull]).toEqual([[], ["raw"]]);
});

test("what can't be read in a folder is told, the rest is taken", async () => {
  const dropped = await sortDropped([folder("raw", { "a.csv": fileOf(5), locked: null })]);

  expect(dropped.files.map(({ path }) => path)).toEqual(["raw/a.csv"]);
  expect(dropped.unread).toEqual(["raw/locked"]);
});

test("a folder that is chosen comes as its files, and the browser says where they lay", () => {
  const files = ["raw/a.csv", "raw/deep/b.csv", "raw/.DS_Store"].map((path) => {
    const file = fileOf(5, path.split("/").at(-1));
    return Object.defineProperty(file, "webkitRelativePath", { value: path });
  });

  const { files: taken, folders, skipped } = fromInput(files);

  expect(taken.map(({ path }) => path)).toEqual(["raw/a.csv", "raw/deep/b.csv"]);
  expect([folders, skipped]).toEqual([["raw"], ["raw/.DS_Store"]]);
});

test("where the browser does not say, what has no type and cannot be read is a folder", async () => {
  const empty = fileOf(0, "empty");
  const unreadable = onDisk(fileOf(4096, "raw"), () => true);
  const dropped = await sortDropped([item(unreadable), item(empty)]);
  expect(dropped).toEqual({ ...NOTHING, files: [{ file: empty, path: "empty" }], unread: ["raw"] });
});

test("a file with a type that cannot be read stays a file, and says so when it is sent", async () => {
  const file = onDisk(new File(["x"], "a.csv", { type: "text/csv" }), () => true);
  expect((await sortDropped([item(file)])).unread).toEqual([]);
});

test("words that are dropped are neither", async () => {
  const words = { kind: "string" } as unknown as DataTransferItem;
  expect(await sortDropped([words])).toEqual(NOTHING);
});

function item(file: File, entry?: object): DataTransferItem {
  const told = { kind: "file", getAsFile: () => file, webkitGetAsEntry: () => entry ?? null };
  return told as unknown as DataTransferItem;
}

interface Tree {
  readonly [name: string]: File | Tree | null;
}

function folder(name: string, tree: Tree): DataTransferItem {
  return item(fileOf(4096, name), entryOf(name, tree));
}

/** A folder or file as the browser gives it; null is a folder that may not be opened. */
function entryOf(name: string, tree: Tree | File | null, above = ""): object {
  const fullPath = `${above}/${name}`;
  if (tree instanceof File) {
    const file = (resolve: (file: File) => void) => resolve(tree);
    return { isDirectory: false, isFile: true, name, fullPath, file };
  }
  const children = Object.entries(tree ?? {}).map(([child, one]) => entryOf(child, one, fullPath));
  const createReader = () => ({
    readEntries: (resolve: (entries: object[]) => void, reject: (error: Error) => void) =>
      tree ? resolve(children.splice(0, 100)) : reject(new DOMException("", "NotReadableError")),
  });
  return { isDirectory: true, isFile: false, name, fullPath, createReader };
}
