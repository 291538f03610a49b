// How fast bytes have gone lately. Knows only when how many went.
import type { Environment } from "../environment.ts";

/** Long enough to be steady over parts that end and begin, short enough to follow the line. */
const WINDOW = 15_000;
const GRAIN = 250;

interface Sample {
  readonly at: number;
  bytes: number;
}

export class Meter {
  readonly #environment: Environment;
  #samples: Sample[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  add(bytes: number): void {
    const at = this.#environment.now();
    const last = this.#samples.at(-1);
    if (last && at - last.at < GRAIN) last.bytes += bytes;
    else this.#samples.push({ at, bytes });
  }

  /** Bytes a second; null while too little is known. */
  rate(): number | null {
    const now = this.#environment.now();
    this.#samples = this.#samples.filter(({ at }) => now - at <= WINDOW);
    const [first, ...later] = this.#samples;
    if (!first || now - first.at < 1000) return null;
    // The first sample only marks the beginning: its bytes went before it.
    const bytes = later.reduce((sum, sample) => sum + sample.bytes, 0);
    return bytes > 0 ? (bytes * 1000) / (now - first.at) : null;
  }
}
