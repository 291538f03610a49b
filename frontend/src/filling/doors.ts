// The buttons that lead to what fills in the form. All behind them is loaded when it is wanted.
import { isLikelyMetadata } from "../import/likely.ts";
import { note } from "../page/note.ts";
import type { Metadata } from "../submission.ts";
import type { ComparisonEnd, Desk } from "./desk.ts";

type Rooms = typeof import("./rooms.ts");

export class Doors {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
    document.addEventListener("click", ({ target }) => {
      const door = target instanceof Element ? target.closest<HTMLElement>("[data-tool]") : null;
      if (door) void this.#enter((rooms) => rooms.open(desk, door));
    });
  }

  /** Files chosen as data that look like a description of them: it can be read, quietly offered. */
  offer(files: readonly File[]): void {
    const file = files.find(isLikelyMetadata);
    if (file) void this.#enter((rooms) => rooms.offerToRead(this.#desk, file));
  }

  /** What the link asks for, or what was kept of an earlier deposit, for a form that is blank. */
  begin(): void {
    const isAsked = location.search.length > 1 || location.hash.includes("&");
    if (isAsked || sessionStorage.getItem("zenferry:another") !== null) {
      void this.#enter((rooms) => rooms.begin(this.#desk));
    }
  }

  /** Another window's version, or one that was set aside, beside what is in this one. */
  compare(values: Metadata, end: ComparisonEnd): void {
    void this.#enter((rooms) => rooms.compare(this.#desk, values, end));
  }

  async #enter(go: (rooms: Rooms) => void): Promise<void> {
    try {
      go(await import("./rooms.ts"));
    } catch {
      note(this.#desk.words("fill.unloaded"));
    }
  }
}
