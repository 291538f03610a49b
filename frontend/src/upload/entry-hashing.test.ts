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
