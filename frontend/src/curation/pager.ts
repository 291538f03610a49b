// A long list is drawn a page at a time: what is not on the page costs nothing.
import { button, html, say, show } from "../page/elements.ts";
import type { Words } from "../page/words.ts";

const ON_A_PAGE = 50;

export interface Slice {
  readonly from: number;
  readonly to: number;
}

/** Which of `count` are on a page; one that is past the end is the last there is. */
export function slice(page: number, count: number): Slice & { readonly page: number } {
  const last = Math.max(0, Math.ceil(count / ON_A_PAGE) - 1);
  const shown = Math.min(Math.max(0, page), last);
  return {
    page: shown,
    from: shown * ON_A_PAGE,
    to: Math.min(count, (shown + 1) * ON_A_PAGE),
  };
}

export class Pager {
  readonly #nav: HTMLElement;
  readonly #words: Words;
  #page = 0;

  constructor(selector: string, words: Words, onTurn: () => void) {
    this.#nav = html(selector);
    this.#words = words;
    for (const [way, step] of [
      ["back", -1],
      ["on", 1],
    ] as const) {
      button(`[data-go=${way}]`, this.#nav).onclick = ({ currentTarget }) => {
        if ((currentTarget as HTMLElement).ariaDisabled === "true") return;
        this.#page += step;
        onTurn();
      };
    }
  }

  first(): void {
    this.#page = 0;
  }

  /** What to draw of so many; says where that is. */
  show(count: number): Slice {
    const { page, from, to } = slice(this.#page, count);
    this.#page = page;
    show(this.#nav, count > ON_A_PAGE);
    const where = {
      from: from + 1,
      to,
      count: count.toLocaleString(document.documentElement.lang),
    };
    say(html("[data-where]", this.#nav), this.#words("pager.where", where));
    button("[data-go=back]", this.#nav).ariaDisabled = String(from === 0);
    button("[data-go=on]", this.#nav).ariaDisabled = String(to >= count);
    return { from, to };
  }
}
