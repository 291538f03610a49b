// What outlives a killed browser, in memory.
import type { Journal } from "../src/form/journal.ts";

export class FakeJournal implements Journal {
  readonly #items = new Map<string, unknown>();
  isFull = false;

  put = async (name: string, value: unknown) => {
    if (this.isFull) throw new DOMException("", "QuotaExceededError");
    this.#items.set(name, structuredClone(value));
  };
  get = async (name: string) => this.#items.get(name);
}
