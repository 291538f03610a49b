import { crc32, sha256 } from "hash-wasm";
import { expect, test } from "vitest";
import { fileOf } from "../../test/files.ts";
import { EntryHashing } from "./entry-hashing.ts";

const LARGE = 5 * 1024 * 1024;

test("an entry has the same checksums, wherever it was cut", async () => {
  const files = [fileOf(100, "a"), fileOf(LARGE, "b", 7), fileOf(30, "c", 9)];
  const hashing = new EntryHashing();
  const all = new Blob(files);

  const first = await hashing.read(all.slice(0, 177), [
    { size: 100, ends: true },
    { size: 77, ends: false },
  ]);
  const rest = await hashing.read(all.slice(177), [
    { size: LARGE - 77, ends: true },
    { size: 10, ends: false },
    { size: 20, ends: true },
  ]);

  expect([...first, ...rest]).toEqual(await Promise.all(files.map(digestOf)));
});

test("a file that is shorter than it was is noticed", async () => {
  const shrunk = { size: 10, slice: () => shrunk, arrayBuffer: () => fileOf(9).arrayBuffer() };

  const read = new EntryHashing().read(shrunk as unknown as Blob, [{ size: 10, ends: true }]);

  await expect(read).rejects.toMatchObject({ name: "NotReadableError" });
});

async function digestOf(file: File) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { crc32: Number.parseInt(await crc32(bytes), 16), sha256: await sha256(bytes) };
}

test("no more than 4 MiB of a file are in memory at a time, however large its piece", async () => {
  const reads = { underWay: 0, most: 0, largest: 0 };

  const [digest] = await new EntryHashing().read(watched(LARGE * 4, reads), [
    { size: LARGE * 4, ends: true },
  ]);

  expect(digest?.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(reads).toEqual({ underWay: 0, most: 1, largest: 4 * 1024 * 1024 });
});

/** Zeros, and what is asked of them at a time. */
function watched(size: number, reads: { underWay: number; most: number; largest: number }): Blob {
  const arrayBuffer = async () => {
    reads.most = Math.max(reads.most, ++reads.underWay);
    reads.largest = Math.max(reads.largest, size);
    await new Promise((resolve) => setTimeout(resolve));
    reads.underWay--;
    return new ArrayBuffer(size);
  };
  const slice = (start: number, end: number) => watched(end - start, reads);
  return { size, slice, arrayBuffer } as unknown as Blob;
}
