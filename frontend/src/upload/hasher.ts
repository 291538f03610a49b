// The page's side of the hash worker: questions out, answers back. Knows nothing of hashing.
import type { EntryDigest, EntryPiece } from "./entry-hashing.ts";
import type { Digest, HashAnswer } from "./hashing.ts";

/** What is used of a Worker. */
export interface HashWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** One reading of one file from its start. */
export interface Reading {
  /** SHA-256 of a slice; `inOrder` says it follows the one before, and counts towards the MD5. */
  part(slice: Blob, inOrder: boolean): Promise<Digest>;
  /** Digests of an archive's entries that end in these pieces, whose bytes follow each other. */
  entries(bytes: Blob, pieces: readonly EntryPiece[]): Promise<readonly EntryDigest[]>;
  md5(): Promise<string>;
  close(): void;
}

export class Hasher {
  readonly #start: () => HashWorker;
  #line: WorkerLine | undefined;
  #runs = 0;

  constructor(start: () => HashWorker) {
    this.#start = start;
  }

  /** Has the worker fetched and begun, for the first file not to wait for it. */
  warm(): void {
    this.#living();
  }

  #living(): WorkerLine {
    if (!this.#line?.isAlive) this.#line = new WorkerLine(this.#start());
    return this.#line;
  }

  /** A reading lives and dies with its worker, which alone knows how far the MD5 has come. */
  open(): Reading {
    const line = this.#living();
    const run = ++this.#runs;
    return {
      part: async (slice, inOrder) => {
        const answer = await line.ask({ ask: "part", run, slice, inOrder });
        if ("sha256" in answer) return answer.sha256;
        throw new TypeError("Not an answer about a part");
      },
      entries: async (bytes, pieces) => {
        const answer = await line.ask({ ask: "entries", run, bytes, pieces });
        if ("entries" in answer) return answer.entries;
        throw new TypeError("Not an answer about entries");
      },
      md5: async () => {
        const answer = await line.ask({ ask: "md5", run });
        if ("md5" in answer) return answer.md5;
        throw new TypeError("Not an answer about a file");
      },
      close: () => line.tell({ ask: "close", run }),
    };
  }
}

interface Pending {
  readonly resolve: (answer: HashAnswer) => void;
  readonly reject: (error: unknown) => void;
}

class WorkerLine {
  readonly #worker: HashWorker;
  readonly #pending = new Map<number, Pending>();
  #ids = 0;
  isAlive = true;

  constructor(worker: HashWorker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<HashAnswer>) => this.#settle(data);
    worker.onerror = () => this.#die();
  }

  ask(question: object): Promise<HashAnswer> {
    return new Promise((resolve, reject) => {
      if (!this.isAlive) throw new Error("The checksum worker has stopped");
      const id = ++this.#ids;
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ...question });
    });
  }

  tell(message: object): void {
    this.#worker.postMessage({ id: 0, ...message });
  }

  #settle(answer: HashAnswer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if ("error" in answer) {
      pending?.reject(new DOMException(answer.error.message, answer.error.name));
    } else {
      pending?.resolve(answer);
    }
  }

  #die(): void {
    this.isAlive = false;
    this.#worker.terminate();
    for (const { reject } of this.#pending.values()) {
      reject(new Error("The checksum worker has stopped"));
    }
    this.#pending.clear();
  }
}
