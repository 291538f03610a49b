import { crc32, sha256 } from "hash-wasm";
import { expect, test } from "vitest";
import { fileOf } from "../../test/files.ts";
import { EntryHashing } from "./entry-hashing.ts";

const LARGE = 5 * 1024 * 1024;

test("an entry has the same checksums, wherever it was cut", async () => {
  const [small, large, last] = [fileOf(100, "a"), fileOf(LARGE, "b", 7), fileOf(30, "c", 9)];
  const hashing = new EntryHashing();

  const first = await hashing.read([
    { slice: small, ends: true },
    { slice: large.slice(0, 77), ends: false },
  ]);
  const rest = await hashing.read([
    { slice: large.slice(77), ends: true },
    { slice: last.slice(0, 10), ends: false },
    { slice: last.slice(10), ends: true },
  ]);

  expect([...first, ...rest]).toEqual(await Promise.all([small, large, last].map(digestOf)));
});

test("a file that is shorter than it was is noticed", async () => {
  const shrunk = { size: 10, arrayBuffer: () => fileOf(9).arrayBuffer() } as unknown as Blob;

  const read = new EntryHashing().read([{ slice: shrunk, ends: true }]);

  await expect(read).rejects.toMatchObject({ name: "NotReadableError" });
});

async function digestOf(file: File) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { crc32: Number.parseInt(await crc32(bytes), 16), sha256: await sha256(bytes) };
}

test("no more than 4 MiB of a file are in memory at a time, however large its piece", async () => {
  const reads = { underWay: 0, most: 0, largest: 0 };

  const [digest] = await new EntryHashing().read([
    { slice: watched(LARGE * 4, reads), ends: true },
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
