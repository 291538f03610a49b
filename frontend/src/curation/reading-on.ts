// A list that is only read: a page of it, and more on demand.
import { button, html, show } from "../page/elements.ts";
import type { Words } from "../page/words.ts";
import { tellFailure } from "./failing.ts";

export interface ReadPage<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface ReadingOptions<T> {
  readonly words: Words;
  /** Of the ids in the template: `log` for #log-error, #log-more and #log-empty. */
  readonly name: string;
  readonly place: HTMLElement;
  readonly ask: (before: string | null) => Promise<ReadPage<T>>;
  readonly draw: (item: T) => HTMLElement;
}

export class ReadingOn<T> {
  readonly #options: ReadingOptions<T>;
  #next: string | null = null;

  constructor(options: ReadingOptions<T>) {
    this.#options = options;
    button(`#${options.name}-more`).onclick = () => void this.#page(this.#next);
  }

  /** From the beginning. */
  async read(): Promise<void> {
    await this.#page(null);
  }

  async #page(before: string | null): Promise<void> {
    const { name, place, ask, draw, words } = this.#options;
    try {
      const { items, next } = await ask(before);
      if (before === null) place.replaceChildren();
      const first = place.children.length;
      place.append(...items.map(draw));
      this.#next = next;
      show(button(`#${name}-more`), next !== null);
      show(html(`#${name}-empty`), place.children.length === 0);
      tellFailure(`#${name}-error`, null, words);
      if (before !== null) place.children[first]?.querySelector<HTMLElement>("a[href]")?.focus();
    } catch (error) {
      tellFailure(`#${name}-error`, error, words);
    }
  }
}
