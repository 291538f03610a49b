// What was typed and is not saved yet, on this device: values only, never a key.
import type { Metadata } from "../submission.ts";

export interface Kept {
  /** What the service had when this was typed; null before its first answer. */
  readonly revision: number | null;
  readonly values: Metadata;
}

const PREFIX = "zenferry:words:";

export class KeptWords {
  readonly #store: Storage;
  readonly #name: string;

  constructor(store: Storage, submission: string) {
    this.#store = store;
    this.#name = PREFIX + submission;
  }

  read(): Kept | null {
    try {
      const text = this.#store.getItem(this.#name);
      return text === null ? null : (JSON.parse(text) as Kept);
    } catch {
      return null;
    }
  }

  /** A device that keeps nothing (full, or private) is no reason to stop. */
  keep(kept: Kept): void {
    try {
      this.#store.setItem(this.#name, JSON.stringify(kept));
    } catch {
      this.forget();
    }
  }

  forget(): void {
    try {
      this.#store.removeItem(this.#name);
    } catch {
      // Nothing was kept.
    }
  }
}
