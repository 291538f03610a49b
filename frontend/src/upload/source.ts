// What is sent as one file, read a part at a time: a file on the disk, or one that is made while it
// is sent. Knows nothing of how it is cut or sent.
import type { Reading } from "./hasher.ts";

export interface Source {
  readonly size: number;
  /** Its media type, or nothing where it is not known. */
  readonly type: string;
  /** Called before each reading from the first part on, with what hashes for it: what was learnt
   *  by reading is forgotten. */
  rewind(reading: Reading): void;
  /** The bytes from `start` up to, without, `end`. Of one reading they are asked for in order from
   *  the first; after that single ones may be asked for again. Rejects if they changed on disk. */
  part(start: number, end: number): Promise<Blob>;
  /** Rejects if what stands between can't be read any more, which a failed request does not tell. */
  prove(start: number, end: number): Promise<void>;
}

/** Of several files that are sent as one, this one is no longer what it was. */
export class ChangedInside extends Error {
  override readonly name = "ChangedInside";
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(`${path} changed on disk`, { cause });
    this.path = path;
  }
}

/** A slice is no copy: the browser reads it from the disk when it is sent. */
export class FileSource implements Source {
  readonly file: File;

  constructor(file: File) {
    this.file = file;
  }

  get size(): number {
    return this.file.size;
  }

  get type(): string {
    return this.file.type;
  }

  rewind(): void {}

  async part(start: number, end: number): Promise<Blob> {
    return this.file.slice(start, end);
  }

  async prove(start: number): Promise<void> {
    await this.file.slice(start, start + 1).arrayBuffer();
  }
}

export function sourceOf(file: File | Source): Source {
  return file instanceof File ? new FileSource(file) : file;
}
