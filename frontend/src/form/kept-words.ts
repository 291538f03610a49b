// What was typed and is not saved yet, on this device: values only, never a key.
import type { Metadata } from "../submission.ts";

export interface Kept {
  /** What the service had when this was typed; null before its first answer. */
  readonly revision: number | null;
  readonly values: Metadata;
  /** Sent, and not answered yet: the service may have them. */
  readonly sent?: Metadata | null;
}

const PREFIX = "zenferry:words:";
const ASIDE = ":aside";

export class KeptWords {
  readonly #store: Storage;
  readonly #name: string;

  constructor(store: Storage, submission: string) {
    this.#store = store;
    this.#name = PREFIX + submission;
  }

  read(): Kept | null {
    return this.#read(this.#name);
  }

  /** False on a device that keeps nothing (full, or private): no reason to stop, but to say so. */
  keep(kept: Kept): boolean {
    return this.#write(this.#name, kept);
  }

  forget(): void {
    this.#remove(this.#name);
  }

  /** Of two windows' words those that were not taken, in case they are missed. */
  setAside(values: Metadata): void {
    this.#write(this.#name + ASIDE, values);
  }

  aside(): Metadata | null {
    return this.#read(this.#name + ASIDE);
  }

  forgetAside(): void {
    this.#remove(this.#name + ASIDE);
  }

  #read<T>(name: string): T | null {
    try {
      return JSON.parse(this.#store.getItem(name) ?? "null") as T | null;
    } catch {
      return null;
    }
  }

  #write(name: string, value: unknown): boolean {
    try {
      this.#store.setItem(name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  #remove(name: string): void {
    try {
      this.#store.removeItem(name);
    } catch {
      // Nothing was kept.
    }
  }
}
