// What goes wrong with an upload, drawn from a seed. Each draw hangs on the seed and on what it is
// about, not on the order in which things come: so a seed tells the same story each time.
import type { ApiFault } from "./fake-server.ts";
import type { Sending, StorageFault } from "./fake-storage.ts";

const OF_STORAGE: readonly StorageFault[] = ["expired", "error", "network", "lost answer", "stall"];
const OF_API = ["network", "lost answer", "half an answer", 429, 500, 503] as const;
/** How much of all that is sent meets with something. */
const HARDSHIPS = [0.05, 0.15, 0.3, 0.45];
/** A file by the service's id, or a call. */
const LASTING = ["server-1", "server-2", "/complete", "/parts", "", "", "", ""];

export class Trouble {
  readonly #seed: number;
  readonly #hardship: number;
  /** What fails each time, if anything does. */
  readonly lasting: string;
  readonly #calls = new Map<string, number>();
  /** From then on all goes well. */
  isOver = false;

  constructor(seed: number) {
    this.#seed = seed;
    this.#hardship = this.one("hardship", HARDSHIPS);
    this.lasting = this.one("lasting", LASTING);
  }

  /** From 0 up to, but without, 1. */
  chance(about: string): number {
    let hash = 0x811c9dc5;
    for (const letter of `${this.#seed} ${about}`) {
      hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    }
    // Letters at the end have moved only some of the bits by now.
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
  }

  one<T>(about: string, choices: readonly T[]): T {
    return choices[Math.floor(this.chance(about) * choices.length)] as T;
  }

  /** A whole number from `least` to `most`. */
  between(about: string, least: number, most: number): number {
    return least + Math.floor(this.chance(about) * (most - least + 1));
  }

  ofStorage({ file, part, attempt }: Sending): StorageFault | undefined {
    if (this.#isBroken(file)) return "error";
    return this.#strike(`part ${file} ${part} ${attempt}`, OF_STORAGE);
  }

  ofCall(name: string): ApiFault | undefined {
    const struck = this.#strike(`call ${name} ${this.#count(name)}`, OF_API);
    const fault = this.#isBroken(name) ? 500 : struck;
    return typeof fault === "number" ? Response.json({ title: "Made" }, { status: fault }) : fault;
  }

  #isBroken(what: string): boolean {
    return !this.isOver && this.lasting === what;
  }

  /** How often it was asked about. */
  #count(name: string): number {
    const count = (this.#calls.get(name) ?? 0) + 1;
    this.#calls.set(name, count);
    return count;
  }

  #strike<T>(about: string, kinds: readonly T[]): T | undefined {
    const isStruck = !this.isOver && this.chance(about) < this.#hardship;
    return isStruck ? this.one(`${about}, which`, kinds) : undefined;
  }
}
