// A clock that jumps to its next timer when nothing else is going on, and a line to be cut.
import type { Environment } from "../src/environment.ts";

interface Timer {
  readonly at: number;
  readonly action: () => void;
}

/** Resolves after everything that is ready to run has run. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

export class FakeEnvironment implements Environment {
  #now = 0;
  #timers: Timer[] = [];
  #isOnline = true;
  readonly #onlineListeners = new Set<() => void>();
  readonly #wakeListeners = new Set<(slept: boolean) => void>();
  /** Whether work goes on that takes real time, as hashing does; the clock waits for it. */
  isWorking: () => boolean = () => false;

  now = () => this.#now;
  random = () => 0.5;
  isOnline = () => this.#isOnline;

  after = (ms: number, action: () => void) => {
    const timer = { at: this.#now + ms, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  onOnline = (action: () => void) => {
    this.#onlineListeners.add(action);
    return () => this.#onlineListeners.delete(action);
  };

  onWake = (action: (slept: boolean) => void) => {
    this.#wakeListeners.add(action);
    return () => this.#wakeListeners.delete(action);
  };

  /** Somebody looks at the page, or opens the laptop. */
  wake(slept = false): void {
    for (const listener of [...this.#wakeListeners]) listener(slept);
  }

  goOffline(): void {
    this.#isOnline = false;
  }

  goOnline(): void {
    this.#isOnline = true;
    for (const listener of [...this.#onlineListeners]) listener();
    this.wake();
  }

  /** Lets time go on until the promise settles. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settled = promise.finally(() => {
      isSettled = true;
    });
    settled.catch(() => undefined);
    for (let idle = 0; !isSettled; idle++) {
      await turn();
      if (this.isWorking()) idle = 0;
      else if (!isSettled && this.#fireNext()) idle = 0;
      if (idle > 100) throw new Error("Nothing is going on, and nothing will");
    }
    return settled;
  }

  /** Runs all there is to do now, without letting time go on. */
  async quiet(): Promise<void> {
    for (let idle = 0; idle < 5; idle++) {
      await turn();
      if (this.isWorking()) idle = 0;
    }
  }

  /** Lets so much time go by, and all that happens in it. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.quiet();
    while (this.#fireNext(end)) await this.quiet();
    this.#now = end;
  }

  #fireNext(end = Number.POSITIVE_INFINITY): boolean {
    const [next] = this.#timers.toSorted((one, other) => one.at - other.at);
    if (!next || next.at > end) return false;
    this.#timers = this.#timers.filter((timer) => timer !== next);
    this.#now = Math.max(this.#now, next.at);
    next.action();
    return true;
  }
}
