// How many parts are to be on their way at once: one more as long as that brings more bytes a
// second, one less when it did not, when parts fail, or when each goes so slowly that a broken
// connection would cost much. Told what went and when; knows neither clock, gate nor service.
import { PART_UNIT } from "./plan.ts";

export interface Bounds {
  readonly least: number;
  readonly start: number;
  readonly most: number;
}

/** Browsers open six connections to one host over HTTP/1.1, which is what S3 speaks: more would
 *  wait in the browser, where the watchdog takes them for dead. */
export const BOUNDS: Bounds = { least: 2, start: 4, most: 6 };

/** Long enough for the bursts in which a browser tells its progress, in milliseconds. */
const ROUND = 3000;
/** What goes at once into the buffers of a fresh connection says nothing about the line. */
const SETTLE = 1000;
/** A try that brought nothing is not repeated soon, and each time later. */
const FIRST_REST = 30_000;
const LONGEST_REST = 8 * 60_000;
/** Bytes a second: an ordinary part in two minutes. A line that breaks every few minutes would
 *  let few parts of slower ones arrive, and each that breaks starts anew: they make room, down to
 *  three. */
const SLOW = PART_UNIT / 120;
const ENOUGH_FOR_SLOW = 3;

export class Throttle {
  readonly #bounds: Bounds;
  #slots: number;
  #since: number | null = null;
  #bytes = 0;
  /** Bytes a second before the last step up, which is on trial; null when none is. */
  #before: number | null = null;
  #rest = FIRST_REST;
  #restUntil = 0;

  constructor(bounds: Bounds = BOUNDS) {
    this.#bounds = bounds;
    this.#slots = bounds.start;
  }

  get slots(): number {
    return this.#slots;
  }

  sent(bytes: number, now: number): void {
    this.#since ??= now;
    if (now < this.#since) return;
    this.#bytes += bytes;
    if (now - this.#since >= ROUND) this.#judge((this.#bytes * 1000) / (now - this.#since), now);
  }

  /** There was room that nobody took: what went meanwhile is no measure. */
  slack(): void {
    this.#since = null;
    this.#bytes = 0;
  }

  /** Many fail at once when a line breaks: they are one reason to step back, not many. */
  failed(now: number): void {
    if (this.#since !== null && now < this.#since) return;
    this.#stepBack(this.#bounds.least, now);
  }

  #judge(rate: number, now: number): void {
    const before = this.#before;
    this.#before = null;
    const isInVain = before !== null && rate < before * this.#wanted();
    if (before !== null && !isInVain) this.#rest = FIRST_REST;
    if (isInVain) this.#stepBack(0, now);
    else if (rate < SLOW * this.#slots) this.#stepBack(ENOUGH_FOR_SLOW, now);
    else if (now < this.#restUntil || this.#slots >= this.#bounds.most) this.#begin(now);
    else this.#stepUp(rate, now);
  }

  /** Half of what one more connection would bring on a line that has room for it. */
  #wanted(): number {
    return 1 + 0.5 / (this.#slots - 1);
  }

  #stepUp(rate: number, now: number): void {
    this.#before = rate;
    this.#slots++;
    this.#begin(now + SETTLE);
  }

  #stepBack(least: number, now: number): void {
    const lowest = Math.max(least, this.#bounds.least);
    this.#before = null;
    this.#begin(now + SETTLE);
    if (this.#slots <= lowest) return;
    this.#slots--;
    this.#restUntil = now + this.#rest;
    this.#rest = Math.min(LONGEST_REST, this.#rest * 2);
  }

  #begin(at: number): void {
    this.#since = at;
    this.#bytes = 0;
  }
}
