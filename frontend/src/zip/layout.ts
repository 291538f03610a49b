// Where everything stands in an archive, from the names and sizes alone: so its size is known before
// a byte is read, and any stretch of it can be made by itself. Pure.
import { centralSize, descriptorSize, endSize, localSize, type Record } from "./records.ts";

export interface Named {
  readonly path: string;
  readonly size: number;
}

export class Layout<E extends Named> {
  readonly entries: readonly (E & Record)[];
  /** Where the central header of each entry stands, and of the one after the last the end. */
  readonly central: readonly number[];
  readonly size: number;

  constructor(entries: readonly E[]) {
    let at = 0;
    this.entries = entries.map((entry) => {
      const placed = { ...entry, at };
      at += localSize(entry.path, entry.size) + entry.size + descriptorSize(entry.size);
      return placed;
    });
    const central = [at];
    for (const entry of this.entries) {
      at += centralSize(entry);
      central.push(at);
    }
    this.central = central;
    this.size = at + endSize(entries.length, this.start, this.length);
  }

  /** Of the central headers. */
  get start(): number {
    return this.central[0] ?? 0;
  }

  get length(): number {
    return (this.central[this.entries.length] ?? 0) - this.start;
  }

  /** Number of the last entry that begins at or before `offset`. */
  entryAt(offset: number): number {
    return lastAtOrBefore(this.entries.length, (index) => this.entries[index]?.at ?? 0, offset);
  }

  centralAt(offset: number): number {
    return lastAtOrBefore(this.entries.length, (index) => this.central[index] ?? 0, offset);
  }
}

function lastAtOrBefore(count: number, at: (index: number) => number, offset: number): number {
  let [low, high] = [0, Math.max(count - 1, 0)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (at(middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
