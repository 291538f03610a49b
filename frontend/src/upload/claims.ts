// Which window sends a file: one at a time, and the next when that one ends, however it ends. Where
// the browser has no locks, every window believes to be the only one, and the parts that both send
// are the same.

export interface Claim {
  /** Another window had it first: what it did meanwhile is to be asked for. */
  readonly waited: boolean;
  leave(): void;
}

export interface Claims {
  /** Settles when nobody else sends the file; `onWait` is told when that takes a while. */
  take(file: string, signal: AbortSignal, onWait: () => void): Promise<Claim>;
  isTaken(file: string): Promise<boolean>;
}

export class WindowClaims implements Claims {
  readonly #prefix: string;
  readonly #locks: LockManager | undefined;

  constructor(submission: string, locks: LockManager | undefined) {
    this.#prefix = `zenferry:upload:${submission}:`;
    this.#locks = locks;
  }

  async take(file: string, signal: AbortSignal, onWait: () => void): Promise<Claim> {
    const name = this.#prefix + file;
    try {
      const atOnce = await this.#hold(name, { ifAvailable: true });
      if (atOnce) return { waited: false, leave: atOnce };
      onWait();
      const later = await this.#hold(name, { signal });
      return { waited: true, leave: later ?? nothing };
    } catch (error) {
      signal.throwIfAborted();
      // Locks may be forbidden, as cookies are.
      if (error instanceof DOMException) return { waited: false, leave: nothing };
      throw error;
    }
  }

  async isTaken(file: string): Promise<boolean> {
    const state = await this.#locks?.query().catch(() => undefined);
    return state?.held?.some(({ name }) => name === this.#prefix + file) ?? false;
  }

  /** How to let go of the lock; null if another has it. */
  #hold(name: string, options: LockOptions): Promise<(() => void) | null> {
    const locks = this.#locks;
    if (!locks) return Promise.resolve(nothing);
    return new Promise((resolve, reject) => {
      const held = (lock: Lock | null) =>
        new Promise<void>((leave) => {
          resolve(lock ? leave : null);
          if (!lock) leave();
        });
      locks.request(name, options, held).catch(reject);
    });
  }
}

function nothing(): void {}
