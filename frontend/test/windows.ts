// The locks that all windows of one browser share, in memory.

interface Wish {
  readonly name: string;
  readonly callback: (lock: Lock | null) => unknown;
  readonly settle: (outcome: Promise<unknown>) => void;
}

export class FakeLocks implements LockManager {
  readonly #held = new Set<string>();
  #wishes: Wish[] = [];

  request<T>(name: string, callback: LockGrantedCallback<T>): Promise<Awaited<T>>;
  request<T>(
    name: string,
    options: LockOptions,
    callback: LockGrantedCallback<T>,
  ): Promise<Awaited<T>>;
  async request(name: string, ...rest: unknown[]): Promise<never> {
    const callback = rest.at(-1) as (lock: Lock | null) => unknown;
    const { ifAvailable, signal } = (rest.length > 1 ? rest[0] : {}) as LockOptions;
    signal?.throwIfAborted();
    if (ifAvailable && this.#held.has(name)) return (await callback(null)) as never;
    return new Promise((settle, reject) => {
      const wish = { name, callback, settle: settle as unknown as Wish["settle"] };
      this.#wishes.push(wish);
      signal?.addEventListener("abort", () => {
        this.#wishes = this.#wishes.filter((other) => other !== wish);
        reject(signal.reason);
      });
      this.#grant();
    });
  }

  async query(): Promise<LockManagerSnapshot> {
    return { held: [...this.#held].map((name) => ({ name })), pending: [] };
  }

  /** What becomes of the locks of a window that is closed. */
  drop(): void {
    this.#held.clear();
    this.#grant();
  }

  #grant(): void {
    const next = this.#wishes.find(({ name }) => !this.#held.has(name));
    if (!next) return;
    this.#wishes = this.#wishes.filter((other) => other !== next);
    this.#held.add(next.name);
    const outcome = Promise.resolve(next.callback({ name: next.name, mode: "exclusive" }));
    next.settle(
      outcome.finally(() => {
        this.#held.delete(next.name);
        this.#grant();
      }),
    );
    this.#grant();
  }
}
