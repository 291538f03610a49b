// Where words are written that have to outlive a killed browser: what a browser keeps by
// localStorage alone reaches the disk some seconds later, by IndexedDB at once.

export interface Journal {
  put(name: string, value: unknown): Promise<void>;
  get(name: string): Promise<unknown>;
}

const STORE = "kept";

export class DeviceJournal implements Journal {
  #opened: Promise<IDBDatabase> | undefined;

  async put(name: string, value: unknown): Promise<void> {
    await this.#ask("readwrite", (store) => store.put(value, name));
  }

  get(name: string): Promise<unknown> {
    return this.#ask("readonly", (store) => store.get(name));
  }

  async #ask<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>) {
    this.#opened ??= open();
    const transaction = (await this.#opened).transaction(STORE, mode, {
      // On the disk before it is called kept: a power cut forgets what only the system holds.
      durability: "strict",
    });
    const request = ask(transaction.objectStore(STORE));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    return request.result;
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("zenferry", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
