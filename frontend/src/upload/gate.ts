// A gate that lets in only so much at a time. Of those who wait, the lowest order goes first, so
// that the first file ends first. Knows nothing of what goes through.

export interface Entry {
  readonly order: number;
  readonly weight: number;
  readonly signal: AbortSignal;
}

interface Waiting extends Entry {
  readonly admit: () => void;
}

export class Gate {
  #capacity: number;
  #free: number;
  readonly #onSlack: () => void;
  readonly #waiting: Waiting[] = [];

  /** `onSlack` is told whenever there is room that nobody wants. */
  constructor(capacity: number, onSlack: () => void = () => undefined) {
    this.#capacity = capacity;
    this.#free = capacity;
    this.#onSlack = onSlack;
  }

  /** Those inside stay: a smaller one fills up again only when enough have left. */
  resize(capacity: number): void {
    this.#free += capacity - this.#capacity;
    this.#capacity = capacity;
    this.#admitNext();
  }

  /** Settles when there is room; the answer must be called to leave. */
  async enter(entry: Entry): Promise<() => void> {
    await this.#admission(entry);
    let inside = true;
    return () => {
      if (inside) this.#release(entry.weight);
      inside = false;
    };
  }

  #admission(entry: Entry): Promise<void> {
    return new Promise((resolve, reject) => {
      entry.signal.throwIfAborted();
      const abort = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(entry.signal.reason);
        this.#admitNext();
      };
      const admit = () => {
        entry.signal.removeEventListener("abort", abort);
        resolve();
      };
      const waiting = { ...entry, admit };
      entry.signal.addEventListener("abort", abort, { once: true });
      this.#enqueue(waiting);
      this.#admitNext();
    });
  }

  #enqueue(waiting: Waiting): void {
    const behind = this.#waiting.findIndex((other) => other.order > waiting.order);
    this.#waiting.splice(behind < 0 ? this.#waiting.length : behind, 0, waiting);
  }

  #release(weight: number): void {
    this.#free += weight;
    this.#admitNext();
    if (this.#free > 0 && this.#waiting.length === 0) this.#onSlack();
  }

  /** Nobody overtakes the first in the row, or a heavy one would wait for ever. */
  #admitNext(): void {
    for (let next = this.#waiting[0]; next && next.weight <= this.#free; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= next.weight;
      next.admit();
    }
  }
}
