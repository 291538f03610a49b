// Tokens that somebody wants kept on this device, by the repository's key; nowhere but here, and
// only after a tick.
const NAME = "zenferry:own-tokens";

export class KeptTokens {
  readonly #store: Storage;

  constructor(store: Storage) {
    this.#store = store;
  }

  of(place: string): string | null {
    return this.#all()[place] ?? null;
  }

  /** False where this browser keeps nothing. */
  keep(place: string, token: string): boolean {
    return this.#write({ ...this.#all(), [place]: token });
  }

  forget(place: string): void {
    const { [place]: _, ...others } = this.#all();
    if (Object.keys(others).length > 0) this.#write(others);
    else this.#store.removeItem(NAME);
  }

  #all(): Readonly<Record<string, string>> {
    try {
      return JSON.parse(this.#store.getItem(NAME) ?? "{}");
    } catch {
      return {};
    }
  }

  #write(tokens: Readonly<Record<string, string>>): boolean {
    try {
      this.#store.setItem(NAME, JSON.stringify(tokens));
      return true;
    } catch {
      return false;
    }
  }
}
