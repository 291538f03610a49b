// Files as one zip archive that is made while it is sent: its size and every offset are known from
// names and sizes, its bytes are slices of the files with records between them, and no more is
// held in memory than those. The same files give the same archive. Knows neither page nor service.
import { archiveType } from "../upload/archive-type.ts";
import type { EntryDigest, EntryPiece } from "../upload/entry-hashing.ts";
import type { Reading } from "../upload/hasher.ts";
import { ChangedInside, type Source } from "../upload/source.ts";
import { Layout, type Named } from "./layout.ts";
import { manifest, manifestPath, manifestSize } from "./manifest.ts";
import {
  centralHeader,
  centralSize,
  descriptor,
  descriptorSize,
  end,
  localHeader,
  localSize,
  type Record,
} from "./records.ts";

/** A file with the path it has in the archive. */
export interface Packed {
  readonly path: string;
  readonly file: File;
}

interface Entry extends Named {
  /** Null for a folder, and for the manifest, which is made when all others are read. */
  readonly file: File | null;
}

/** Of nothing. */
const EMPTY: EntryDigest = {
  crc32: 0,
  sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
};

export class ZipSource implements Source {
  readonly type: string;
  readonly #files: readonly Named[];
  readonly #layout: Layout<Entry>;
  #reading: Reading | null = null;
  readonly #digests = new Map<number, EntryDigest>();
  #manifest: Blob | null = null;
  /** The entries' bytes before this offset are hashed. */
  #read = 0;

  /** `folders` are those with nothing inside. Paths are different from each other. */
  constructor(files: readonly Packed[], folders: readonly string[] = []) {
    const inside: Entry[] = files.map(({ path, file }) => ({ path, file, size: file.size }));
    const empty = folders.map((path) => ({ path: `${path}/`, file: null, size: 0 }));
    const entries = [...inside, ...empty].sort((one, other) => (one.path < other.path ? -1 : 1));
    this.#files = entries.filter(({ file }) => file);
    const path = manifestPath(new Set(entries.map((entry) => entry.path)));
    const list = { path, file: null, size: manifestSize(this.#files) };
    this.#layout = new Layout([...entries, list]);
    this.type = archiveType(files.length);
  }

  get size(): number {
    return this.#layout.size;
  }

  rewind(reading: Reading): void {
    this.#reading = reading;
    this.#digests.clear();
    this.#manifest = null;
    this.#read = 0;
  }

  async part(start: number, end: number): Promise<Blob> {
    const list = this.#layout.entries.length - 1;
    await this.#hash(Math.min(end, this.#layout.entries[list]?.at ?? 0));
    await this.#hash(end);
    return new Blob([...joined(this.#pieces(start, end))]);
  }

  async prove(start: number, end: number): Promise<void> {
    for (const [, entry, from, to] of this.#data(start, end)) {
      if (entry.file && from < to) await provenBy(entry.path, entry.file.slice(from, from + 1));
    }
  }

  /** Of all bytes of entries up to `end` that were not hashed yet. */
  async #hash(end: number): Promise<void> {
    if (end <= this.#read || !this.#reading) return;
    const ended: number[] = [];
    const pieces: EntryPiece[] = [];
    const bytes: Bytes[] = [];
    for (const [index, entry, from, to] of this.#data(this.#read, end)) {
      const ends = to === entry.size;
      pieces.push({ size: to - from, ends });
      bytes.push(cut(this.#bytes(entry), from, to));
      if (ends) ended.push(index);
    }
    const digests = await this.#digestsOf(new Blob(bytes), pieces, end);
    for (const [place, index] of ended.entries()) this.#digests.set(index, digests[place] ?? EMPTY);
    this.#read = end;
  }

  /** If they can't be read, says which file it was. */
  async #digestsOf(bytes: Blob, pieces: readonly EntryPiece[], end: number) {
    if (pieces.length === 0) return [];
    try {
      return (await this.#reading?.entries(bytes, pieces)) ?? [];
    } catch (error) {
      await this.prove(this.#read, end);
      throw error;
    }
  }

  /** Which bytes of which entries lie between; those without any are left out. */
  *#data(start: number, end: number): Generator<[number, Entry, from: number, to: number]> {
    const { entries } = this.#layout;
    for (let index = this.#layout.entryAt(start); index < entries.length; index++) {
      const entry = entries[index];
      if (!entry || entry.at >= end) return;
      const first = entry.at + localSize(entry.path, entry.size);
      const from = Math.max(0, start - first);
      const to = Math.min(entry.size, end - first);
      if (from < to) yield [index, entry, from, to];
    }
  }

  /** What lies between, in order: bytes made here, and slices of files. */
  *#pieces(start: number, end: number): Generator<Bytes> {
    for (const { at, size, made } of this.#records(start, end)) {
      const from = Math.max(0, start - at);
      const to = Math.min(size, end - at);
      if (from < to) yield cut(made(), from, to);
    }
  }

  *#records(start: number, until: number): Generator<Stretch> {
    const { entries, central, start: directory, length } = this.#layout;
    for (let index = this.#layout.entryAt(start); index < entries.length; index++) {
      const entry = entries[index];
      if (!entry || entry.at >= until) break;
      yield* this.#entry(entry, index);
    }
    for (let index = this.#layout.centralAt(start); index < entries.length; index++) {
      const [entry, at = 0] = [entries[index], central[index]];
      if (!entry || at >= until) return;
      yield {
        at,
        size: centralSize(entry),
        made: () => centralHeader(entry, this.#digest(index).crc32),
      };
    }
    const last = directory + length;
    const made = () => end(entries.length, directory, length);
    yield { at: last, size: this.#layout.size - last, made };
  }

  *#entry(entry: Entry & Record, index: number): Generator<Stretch> {
    const { path, size } = entry;
    const first = entry.at + localSize(path, size);
    yield { at: entry.at, size: first - entry.at, made: () => localHeader(entry) };
    yield { at: first, size, made: () => this.#bytes(entry) };
    const made = () => descriptor(size, this.#digest(index).crc32);
    yield { at: first + size, size: descriptorSize(size), made };
  }

  #bytes({ file, size }: Entry): Blob {
    if (file) return file;
    if (size === 0) return new Blob();
    this.#manifest ??= this.#list();
    return this.#manifest;
  }

  #list(): Blob {
    const digests = this.#layout.entries.flatMap(({ file }, index) =>
      file ? [this.#digest(index).sha256] : [],
    );
    return manifest(this.#files, digests);
  }

  #digest(index: number): EntryDigest {
    if (this.#layout.entries[index]?.size === 0) return EMPTY;
    const digest = this.#digests.get(index);
    if (!digest) throw new Error("A part of an archive was asked for before those before it");
    return digest;
  }
}

interface Stretch {
  readonly at: number;
  readonly size: number;
  readonly made: () => Bytes;
}

/** Of a Blob a slice is no copy: it is read when it is sent. */
type Bytes = Blob | Uint8Array<ArrayBuffer>;

/** Records that follow each other become one: a browser takes long over a part of many pieces. */
function* joined(pieces: Iterable<Bytes>): Generator<Bytes> {
  let records: Uint8Array<ArrayBuffer>[] = [];
  for (const piece of pieces) {
    if (piece instanceof Blob) {
      yield together(records);
      yield piece;
      records = [];
    } else records.push(piece);
  }
  yield together(records);
}

function together(records: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(records.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const record of records) {
    all.set(record, at);
    at += record.length;
  }
  return all;
}

function cut(bytes: Bytes, start: number, end: number): Bytes {
  // Each slice costs the browser a little: of a small file there is none.
  if (bytes instanceof Blob && start === 0 && end === bytes.size) return bytes;
  return bytes instanceof Blob ? bytes.slice(start, end) : bytes.subarray(start, end);
}

async function provenBy(path: string, slice: Blob): Promise<void> {
  await slice.arrayBuffer().catch((error: unknown) => {
    throw new ChangedInside(path, error);
  });
}
