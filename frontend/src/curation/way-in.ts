// Where a curator wanted to go before the sign-in came between: kept on this device for as long as
// the link that is mailed is good, since that may open in another tab. It holds a place, no secret.

const KEY = "zenferry:curation-way";
/** As long as a link to sign in is good. */
const GOOD_FOR = 15 * 60_000;

export class WayIn {
  readonly #store: Storage;
  readonly #now: () => number;

  constructor(store: Storage, now: () => number = Date.now) {
    this.#store = store;
    this.#now = now;
  }

  /** A link is on its way; it shall lead there. */
  keep(hash: string): void {
    try {
      this.#store.setItem(KEY, JSON.stringify({ hash, at: this.#now() }));
    } catch {
      // It leads to the list then, as ever.
    }
  }

  /** Where the link that was asked for last leads. */
  get hash(): string {
    const kept = read(this.#store.getItem(KEY));
    const isGood = kept !== null && Math.abs(this.#now() - kept.at) < GOOD_FOR;
    return isGood && kept.hash ? kept.hash : "#submissions";
  }

  forget(): void {
    this.#store.removeItem(KEY);
  }
}

interface Kept {
  readonly hash: string;
  readonly at: number;
}

function read(kept: string | null): Kept | null {
  try {
    const found = JSON.parse(kept ?? "null") as Partial<Kept> | null;
    const isOne = typeof found?.hash === "string" && typeof found.at === "number";
    return isOne ? (found as Kept) : null;
  } catch {
    return null;
  }
}
