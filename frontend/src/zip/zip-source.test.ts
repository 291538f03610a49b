import { execFileSync } from "node:child_process";
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fileOf, onDisk } from "../../test/files.ts";
import { InProcessWorker } from "../../test/harness.ts";
import { filesInside } from "../upload/archive-type.ts";
import { EntryHashing, type EntryPiece } from "../upload/entry-hashing.ts";
import { Hasher, type Reading } from "../upload/hasher.ts";
import { type Packed, ZipSource } from "./zip-source.ts";

const folder = mkdtempSync(join(tmpdir(), "zip-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("an archive made while it is sent", () => {
  it("holds every file as it is, and a list that proves it, for other programs too", async () => {
    const files = [
      packed("survey/b.csv", fileOf(3000)),
      packed("survey/Bühne/Überblick.txt", fileOf(40)),
      packed(`survey/${"deep/".repeat(30)}a.csv`, fileOf(500, "a", 3)),
      packed("survey/empty.log", fileOf(0)),
    ];
    const source = new ZipSource(files, ["survey/nothing"]);

    const found = readByPython(await bytesOf(source, 700));

    expect(found.bad).toBeNull();
    expect(found.names).toEqual([
      "survey/Bühne/Überblick.txt",
      "survey/b.csv",
      `survey/${"deep/".repeat(30)}a.csv`,
      "survey/empty.log",
      "survey/nothing/",
      "manifest-sha256.txt",
    ]);
    for (const { path, file } of files) {
      expect(found.hex[path]).toBe(await hexOf(file));
    }
    expect(found.checked).toBe(4);
  });

  it("is as large as it said, and the same wherever it is cut and in whatever order chosen", async () => {
    const files = [packed("a/1", fileOf(10)), packed("a/2", fileOf(999)), packed("a/3", fileOf(5))];
    const source = new ZipSource(files);

    const whole = await bytesOf(source, source.size);

    expect(whole.length).toBe(source.size);
    for (const size of [1, 37, 1000]) expect(await bytesOf(source, size)).toEqual(whole);
    expect(await bytesOf(new ZipSource(files.toReversed()), 64)).toEqual(whole);
  });

  it("gives any part once more after the last, out of its order", async () => {
    const source = new ZipSource([packed("a", fileOf(900)), packed("b", fileOf(900))]);
    const whole = await bytesOf(source, 100);

    const part = await source.part(300, 400);

    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(300, 400));
  });

  it("says which file changed while it was read", async () => {
    const files = [
      packed("a", fileOf(900)),
      packed(
        "b",
        onDisk(fileOf(900), () => true),
      ),
    ];

    const source = new ZipSource(files);
    source.rewind(readingOf(() => Promise.reject(new DOMException("", "NotReadableError"))));

    await expect(source.part(0, source.size)).rejects.toMatchObject({
      name: "ChangedInside",
      path: "b",
    });
  });

  it("says which file can't be read any more when a part does not go out", async () => {
    let isChanged = false;
    const changing = onDisk(fileOf(900), () => isChanged);
    const source = new ZipSource([packed("a", fileOf(900)), packed("b", changing)]);
    await bytesOf(source, 1000);
    isChanged = true;

    await source.prove(0, 500);
    await expect(source.prove(500, 1500)).rejects.toMatchObject({ path: "b" });
  });

  it("keeps a file of the list's name beside the list", async () => {
    const theirs = packed("manifest-sha256.txt", fileOf(7));

    const { names } = readByPython(await bytesOf(new ZipSource([theirs]), 500));

    expect(names).toEqual(["manifest-sha256.txt", "zip-manifest-sha256.txt"]);
  });

  it("tells by its media type how many files are in it", () => {
    expect(filesInside(new ZipSource([packed("a", fileOf(1))]).type)).toBe(1);
    expect(filesInside("application/zip")).toBeNull();
  });
});

describe("an archive beyond what zip once was", () => {
  it("holds a file of more than 4 GiB, and one after it", async () => {
    const large = 5 * 2 ** 30;
    const small = fileOf(20);
    const source = new ZipSource([packed("large", hole(large)), packed("small", small)]);
    source.rewind(readingOf((_, pieces) => digestsWith(pieces, small, 0x1234_5678)));
    const path = join(folder, "large.zip");
    await writeSparsely(path, source, [
      [0, 100],
      [large, source.size],
    ]);

    const found = python(
      path,
      `infos = archive.infolist()
answer = [i.file_size for i in infos], hex(infos[0].CRC), archive.read("small").hex()`,
    );

    expect(found).toEqual([[large, 20, 144], "0x12345678", await hexOf(small)]);
    rmSync(path);
  });

  it("holds more than 65,535 files", async () => {
    const empty = fileOf(0);
    const files = Array.from({ length: 70_000 }, (_, index) => packed(`${index}`, empty));
    const path = join(folder, "many.zip");
    writeFileSync(path, await bytesOf(new ZipSource(files), 4_000_000));

    expect(python(path, "answer = len(archive.namelist()), archive.namelist()[-2]")).toEqual([
      70_001,
      "9999",
    ]);
  }, 30_000);
});

function packed(path: string, file: File): Packed {
  return { path, file };
}

async function bytesOf(source: ZipSource, partSize: number) {
  source.rewind(new Hasher(() => new InProcessWorker()).open());
  const parts: Buffer[] = [];
  for (let start = 0; start < source.size; start += partSize) {
    const part = await source.part(start, Math.min(start + partSize, source.size));
    parts.push(Buffer.from(await part.arrayBuffer()));
  }
  return Buffer.concat(parts);
}

interface Found {
  readonly names: readonly string[];
  readonly bad: string | null;
  readonly hex: Readonly<Record<string, string>>;
  readonly checked: number;
}

/** As Python reads it, CRC-32 and all, and with the list inside compared with what is there. */
function readByPython(bytes: Uint8Array): Found {
  const path = join(folder, "archive.zip");
  writeFileSync(path, bytes);
  return python(
    path,
    `
listed = [l.split("  ", 1) for l in archive.read(archive.namelist()[-1]).decode().splitlines()]
checked = sum(hashlib.sha256(archive.read(name)).hexdigest() == digest for digest, name in listed)
answer = {"names": archive.namelist(), "bad": archive.testzip(), "checked": checked,
  "hex": {name: archive.read(name).hex() for name in archive.namelist()}}`,
  );
}

function python(path: string, code: string) {
  const script = `import hashlib, json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
${code}
print(json.dumps(answer))`;
  return JSON.parse(
    execFileSync("python3", ["-c", script, path], { maxBuffer: 2 ** 26 }).toString(),
  );
}

function hexOf(file: File): Promise<string> {
  return file.arrayBuffer().then((bytes) => Buffer.from(bytes).toString("hex"));
}

function readingOf(entries: Reading["entries"]): Reading {
  const never = () => Promise.reject(new Error("Not asked"));
  return { entries, part: never, md5: never, close: () => undefined };
}

/** What is too large to be read is said to have this checksum. */
async function digestsWith(pieces: readonly EntryPiece[], small: File, crc32: number) {
  const said = pieces.map(({ size, ends }) => {
    if (size === small.size) return new EntryHashing().read(small, [{ size, ends }]);
    return ends ? [{ crc32, sha256: "0".repeat(64) }] : [];
  });
  return (await Promise.all(said)).flat();
}

/** Only what is not a hole is written. */
async function writeSparsely(path: string, source: ZipSource, stretches: [number, number][]) {
  const file = openSync(path, "w");
  for (const [start, end] of stretches) {
    const bytes = new Uint8Array(await (await source.part(start, end)).arrayBuffer());
    writeSync(file, bytes, 0, bytes.length, start);
  }
  ftruncateSync(file, source.size);
  closeSync(file);
}

/** As large as it says, without being there. */
function hole(size: number): File {
  const slice = (start: number, end: number) =>
    new Blob([new Uint8Array(end - start > 1e6 ? 0 : end - start)]);
  return new Proxy(fileOf(0), {
    get: (target, key) => {
      if (key === "size") return size;
      return key === "slice" ? slice : Reflect.get(target, key, target);
    },
  });
}
