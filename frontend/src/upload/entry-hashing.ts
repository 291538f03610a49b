// Checksums of the entries of an archive, as their bytes pass in order, cut anywhere. Runs in the
// worker, and knows nothing of archives but that each entry needs a CRC-32 and a SHA-256.
import { createCRC32, createSHA256, type IHasher } from "hash-wasm";

/** So many bytes that follow the piece before. */
export interface EntryPiece {
  readonly size: number;
  /** The entry's last bytes are among them. */
  readonly ends: boolean;
}

export interface EntryDigest {
  readonly crc32: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

interface Hashers {
  readonly crc32: IHasher;
  readonly sha256: IHasher;
}

/** So much is in memory at a time, however large a part is. */
const CHUNK = 4 * 1024 * 1024;

export class EntryHashing {
  #hashers: Hashers | null = null;

  /** `bytes` are those of all pieces in a row: thousands of small files are read at once. Answers
   *  the digests of the entries that end in them, in their order. */
  async read(bytes: Blob, pieces: readonly EntryPiece[]): Promise<EntryDigest[]> {
    this.#hashers ??= { crc32: await createCRC32(), sha256: await createSHA256() };
    const digests: EntryDigest[] = [];
    const left = new Left(pieces);
    for (let start = 0; start < bytes.size; start += CHUNK) {
      const slice = bytes.slice(start, Math.min(start + CHUNK, bytes.size));
      for (const [stretch, ends] of left.stretches(await bytesOf(slice))) {
        this.#hashers.crc32.update(stretch);
        this.#hashers.sha256.update(stretch);
        if (ends) digests.push(end(this.#hashers));
      }
    }
    return digests;
  }
}

/** Of one entry, and ready for the next. */
function end({ crc32, sha256 }: Hashers): EntryDigest {
  const digest = { crc32: Number.parseInt(crc32.digest(), 16), sha256: sha256.digest() };
  crc32.init();
  sha256.init();
  return digest;
}

/** What of the pieces has not passed yet. */
class Left {
  readonly #pieces: readonly EntryPiece[];
  #index = 0;
  #passed = 0;

  constructor(pieces: readonly EntryPiece[]) {
    this.#pieces = pieces;
  }

  /** The bytes, cut where pieces end, and whether an entry ends there. */
  *stretches(bytes: Uint8Array): Generator<[Uint8Array, ends: boolean]> {
    for (let at = 0; at < bytes.length; ) {
      const { size, ends } = this.#pieces[this.#index] ?? {
        size: Number.POSITIVE_INFINITY,
        ends: false,
      };
      const length = Math.min(size - this.#passed, bytes.length - at);
      const isDone = this.#passed + length === size;
      yield [bytes.subarray(at, at + length), ends && isDone];
      at += length;
      this.#passed = isDone ? 0 : this.#passed + length;
      if (isDone) this.#index++;
    }
  }
}

/** A file that became shorter is not always told of by the browser. */
async function bytesOf(slice: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await slice.arrayBuffer());
  if (bytes.length !== slice.size) throw new DOMException("", "NotReadableError");
  return bytes;
}
