// Checksums of files as they are read, in order, one part after another. Runs in the worker; knows
// neither the service nor the page, but the messages that pass between page and worker.
import { createMD5, type IHasher } from "hash-wasm";
import { type EntryDigest, EntryHashing, type EntryPiece } from "./entry-hashing.ts";

/** `id` pairs question and answer, `run` names one reading of one file from its start. */
export type HashQuestion = { readonly id: number; readonly run: number } & (
  | {
      readonly ask: "part";
      readonly slice: Blob;
      /** The bytes follow those asked before, so they count towards the file's MD5. */
      readonly inOrder: boolean;
    }
  /** What an archive made while it is sent has to know of its entries. */
  | { readonly ask: "entries"; readonly bytes: Blob; readonly pieces: readonly EntryPiece[] }
  | { readonly ask: "md5" }
  | { readonly ask: "close" }
);

export type Digest = Uint8Array<ArrayBuffer>;

export type HashAnswer = { readonly id: number } & (
  | { readonly sha256: Digest }
  | { readonly entries: readonly EntryDigest[] }
  | { readonly md5: string }
  | { readonly error: { readonly name: string; readonly message: string } }
);

/** The bit of a worker's (or any message port's) face that is used here. */
export interface Port {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

interface Run {
  md5?: IHasher;
  readonly entries: EntryHashing;
}

/** Answers questions one after another: MD5 must see the bytes in order. */
export function serveHashes(port: Port): void {
  const runs = new Map<number, Run>();
  let last: Promise<void> = Promise.resolve();
  port.onmessage = ({ data }: MessageEvent<HashQuestion>) => {
    last = last.then(() => answer(data, runs, port));
  };
}

async function answer(asked: HashQuestion, runs: Map<number, Run>, port: Port): Promise<void> {
  const { id, run } = asked;
  try {
    if (asked.ask === "close") runs.delete(run);
    else port.postMessage({ id, ...(await found(asked, known(runs, run))) });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    port.postMessage({ id, error: { name, message } });
  }
}

async function found(asked: Exclude<HashQuestion, { ask: "close" }>, run: Run): Promise<object> {
  if (asked.ask === "entries")
    return { entries: await run.entries.read(asked.bytes, asked.pieces) };
  if (asked.ask === "md5") return { md5: (await md5Of(run)).digest() };
  return { sha256: await hashPart(asked.slice, asked.inOrder ? await md5Of(run) : null) };
}

/** Reads the bytes once for both checksums; the browser works on SHA-256 while MD5 runs here. */
async function hashPart(slice: Blob, md5: IHasher | null): Promise<Digest> {
  const bytes = await slice.arrayBuffer();
  const sha256 = crypto.subtle.digest("SHA-256", bytes);
  md5?.update(new Uint8Array(bytes));
  return new Uint8Array(await sha256);
}

function known(runs: Map<number, Run>, id: number): Run {
  const run = runs.get(id) ?? { entries: new EntryHashing() };
  runs.set(id, run);
  return run;
}

async function md5Of(run: Run): Promise<IHasher> {
  run.md5 ??= (await createMD5()).init();
  return run.md5;
}
