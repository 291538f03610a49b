// Values kept on this device, each in two places: one that is written before a page goes, and one
// that outlives a killed browser. The newer of the two is what is there.
import type { Journal } from "./journal.ts";

interface Stamped<T> {
  readonly at: number;
  /** Null: forgotten, which an older copy must not undo. */
  readonly value: T | null;
}

export class Device {
  readonly #store: Storage;
  readonly #journal: Journal;
  #isJournalKept = false;
  #last = 0;

  constructor(store: Storage, journal: Journal) {
    this.#store = store;
    this.#journal = journal;
  }

  /** False where nothing is kept: full, or private. */
  keep(name: string, value: unknown): boolean {
    // Later than the one before, also within a millisecond.
    this.#last = Math.max(Date.now(), this.#last + 1);
    const stamped = { at: this.#last, value };
    void this.#journal.put(name, stamped).then(
      () => this.#journalled(true),
      () => this.#journalled(false),
    );
    return this.#write(name, stamped) || this.#isJournalKept;
  }

  async read<T>(name: string): Promise<T | null> {
    const journalled = (await this.#journal.get(name).catch(() => null)) as Stamped<T> | null;
    const stored = this.#stored<T>(name);
    const isNewer = (journalled?.at ?? 0) > (stored?.at ?? 0);
    return (isNewer ? journalled : stored)?.value ?? null;
  }

  forget(name: string): void {
    this.keep(name, null);
    try {
      this.#store.removeItem(name);
    } catch {
      // Nothing was kept.
    }
  }

  #journalled(isKept: boolean): void {
    this.#isJournalKept = isKept;
  }

  #stored<T>(name: string): Stamped<T> | null {
    try {
      return JSON.parse(this.#store.getItem(name) ?? "null");
    } catch {
      return null;
    }
  }

  #write(name: string, stamped: Stamped<unknown>): boolean {
    try {
      this.#store.setItem(name, JSON.stringify(stamped));
      return true;
    } catch {
      return false;
    }
  }
}
