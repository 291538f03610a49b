// Checksums of the entries of an archive, as their bytes pass in order, cut anywhere. Runs in the
// worker, and knows nothing of archives but that each entry needs a CRC-32 and a SHA-256.
import { crc32, createCRC32, createSHA256, type IHasher } from "hash-wasm";

export interface EntryPiece {
  readonly slice: Blob;
  /** The entry's last bytes are in it. */
  readonly ends: boolean;
}

export interface EntryDigest {
  readonly crc32: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** So much is in memory at a time, however large a part is. */
const CHUNK = 4 * 1024 * 1024;

export class EntryHashing {
  #running: { readonly crc32: IHasher; readonly sha256: IHasher } | null = null;

  /** Answers the digests of the entries that end in these pieces, in their order. */
  async read(pieces: readonly EntryPiece[]): Promise<EntryDigest[]> {
    const digests: EntryDigest[] = [];
    for (const { slice, ends } of pieces) {
      if (!this.#running && ends && slice.size <= CHUNK) digests.push(await whole(slice));
      else {
        await this.#pass(slice);
        if (ends) digests.push(this.#end());
      }
    }
    return digests;
  }

  async #pass(slice: Blob): Promise<void> {
    this.#running ??= { crc32: await createCRC32(), sha256: await createSHA256() };
    for (let start = 0; start < slice.size; start += CHUNK) {
      const bytes = await bytesOf(slice.slice(start, Math.min(start + CHUNK, slice.size)));
      this.#running.crc32.update(bytes);
      this.#running.sha256.update(bytes);
    }
  }

  #end(): EntryDigest {
    const { crc32, sha256 } = this.#running ?? {};
    this.#running = null;
    if (!crc32 || !sha256) throw new TypeError("An entry that never began has ended");
    return { crc32: numberOf(crc32.digest()), sha256: sha256.digest() };
  }
}

/** What is small is left to the browser's own SHA-256, which is faster. */
async function whole(slice: Blob): Promise<EntryDigest> {
  const bytes = await bytesOf(slice);
  const digest = crypto.subtle.digest("SHA-256", bytes);
  const checksum = await crc32(bytes);
  return { crc32: numberOf(checksum), sha256: hexOf(new Uint8Array(await digest)) };
}

/** A file that became shorter is not always told of by the browser. */
async function bytesOf(slice: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await slice.arrayBuffer());
  if (bytes.length !== slice.size) throw new DOMException("", "NotReadableError");
  return bytes;
}

function numberOf(hex: string): number {
  return Number.parseInt(hex, 16);
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
