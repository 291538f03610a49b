// Checksums of files as they are read, in order, one part after another. Runs in the worker; knows
// neither the service nor the page, but the messages that pass between page and worker.
import { createMD5, type IHasher } from "hash-wasm";

/** `id` pairs question and answer, `run` names one reading of one file from its start. */
export type HashQuestion = { readonly id: number; readonly run: number } & (
  | {
      readonly ask: "part";
      readonly slice: Blob;
      /** The bytes follow those asked before, so they count towards the file's MD5. */
      readonly inOrder: boolean;
    }
  | { readonly ask: "md5" }
  | { readonly ask: "close" }
);

export interface HashedPart {
  readonly bytes: ArrayBuffer;
  readonly sha256: Uint8Array<ArrayBuffer>;
}

export type HashAnswer = { readonly id: number } & (
  | { readonly part: HashedPart }
  | { readonly md5: string }
  | { readonly error: { readonly name: string; readonly message: string } }
);

/** The bit of a worker's (or any message port's) face that is used here. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** Answers questions one after another: MD5 must see the bytes in order. */
export function serveHashes(port: Port): void {
  const runs = new Map<number, IHasher>();
  let last: Promise<void> = Promise.resolve();
  port.onmessage = ({ data }: MessageEvent<HashQuestion>) => {
    last = last.then(() => answer(data, runs, port));
  };
}

async function answer(asked: HashQuestion, runs: Map<number, IHasher>, port: Port): Promise<void> {
  try {
    if (asked.ask === "close") {
      runs.delete(asked.run);
    } else if (asked.ask === "md5") {
      port.postMessage({ id: asked.id, md5: (await hasher(runs, asked.run)).digest() }, []);
    } else {
      const part = await hashPart(
        asked.slice,
        asked.inOrder ? await hasher(runs, asked.run) : null,
      );
      port.postMessage({ id: asked.id, part }, [part.bytes]);
    }
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    port.postMessage({ id: asked.id, error: { name, message } }, []);
  }
}

/** Reads the bytes once for both checksums; the browser works on SHA-256 while MD5 runs here. */
async function hashPart(slice: Blob, md5: IHasher | null): Promise<HashedPart> {
  const bytes = await slice.arrayBuffer();
  const sha256 = crypto.subtle.digest("SHA-256", bytes);
  md5?.update(new Uint8Array(bytes));
  return { bytes, sha256: new Uint8Array(await sha256) };
}

async function hasher(runs: Map<number, IHasher>, run: number): Promise<IHasher> {
  const known = runs.get(run) ?? (await createMD5()).init();
  runs.set(run, known);
  return known;
}
