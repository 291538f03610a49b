// Where to find the files of unfinished uploads again, kept on this device alone, by deposit and
// path. A handle holds no bytes, and opens nothing without the person's leave.
import type { FileHandle } from "./picked.ts";

export interface KeptHandles {
  all(): Promise<ReadonlyMap<string, FileHandle>>;
  keep(path: string, handle: FileHandle): Promise<void>;
  forget(path: string): Promise<void>;
}

interface Kept {
  readonly deposit: string;
  readonly path: string;
  readonly handle: FileHandle;
  readonly at: number;
}

const STORE = "handles";
/** Nobody comes back to a deposit after so long, in milliseconds. */
const LIFE = 90 * 24 * 3_600_000;

export class DeviceHandles implements KeptHandles {
  readonly #deposit: string;
  #opened: Promise<IDBDatabase> | undefined;

  constructor(deposit: string) {
    this.#deposit = deposit;
  }

  async all(): Promise<ReadonlyMap<string, FileHandle>> {
    const kept: Kept[] = await this.#ask("readonly", (store) => store.getAll());
    const old = kept.filter(({ at }) => Date.now() - at > LIFE);
    for (const { deposit, path } of old) await this.#drop([deposit, path]);
    const own = kept.filter((one) => one.deposit === this.#deposit && !old.includes(one));
    return new Map(own.map(({ path, handle }) => [path, handle]));
  }

  async keep(path: string, handle: FileHandle): Promise<void> {
    const kept: Kept = { deposit: this.#deposit, path, handle, at: Date.now() };
    await this.#ask("readwrite", (store) => store.put(kept));
  }

  async forget(path: string): Promise<void> {
    await this.#drop([this.#deposit, path]);
  }

  /** The deposit has ended: nothing of it goes on from here. */
  async forgetAll(): Promise<void> {
    for (const path of (await this.all()).keys()) await this.forget(path);
  }

  async #drop(key: string[]): Promise<void> {
    await this.#ask("readwrite", (store) => store.delete(key));
  }

  async #ask<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>) {
    this.#opened ??= open();
    const transaction = (await this.#opened).transaction(STORE, mode);
    const request = ask(transaction.objectStore(STORE));
    return new Promise<T>((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("zenferry-files", 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore(STORE, { keyPath: ["deposit", "path"] });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
