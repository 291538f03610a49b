// The filters beside the list: each value with how many it would leave. Knows no record.
import { copyOf, html, say, show, the } from "../page/elements.ts";
import type { Words } from "../page/words.ts";
import { FACETS, type Facet } from "./catalog.ts";
import type { Counted, Found, Query } from "./query.ts";

// As many are shown before somebody asks for all; a community may have a thousand people.
const FIRST = 8;
const MOST = 200;

export interface FacetsOptions {
  readonly words: Words;
  readonly label: (facet: Facet, value: string) => string;
  readonly onChange: (facet: Facet, value: string, isOn: boolean) => void;
}

export class Facets {
  readonly #options: FacetsOptions;
  readonly #open = new Set<Facet>();
  #shown: { readonly found: Found; readonly query: Query } | undefined;

  constructor(options: FacetsOptions) {
    this.#options = options;
    for (const facet of FACETS) {
      const more = the("button", HTMLButtonElement, this.#box(facet));
      more.onclick = () => this.#unfold(facet);
    }
  }

  show(found: Found, query: Query): void {
    this.#shown = { found, query };
    for (const facet of FACETS) this.#draw(facet, found.counts[facet], query.chosen[facet]);
  }

  #box(facet: Facet): HTMLElement {
    return html(`[data-facet="${facet}"]`);
  }

  #unfold(facet: Facet): void {
    if (!this.#open.delete(facet)) this.#open.add(facet);
    if (this.#shown) this.show(this.#shown.found, this.#shown.query);
  }

  #draw(facet: Facet, counts: readonly Counted[], chosen: readonly string[]): void {
    const box = this.#box(facet);
    const isOpen = this.#open.has(facet);
    const on = counts.filter(({ value }) => chosen.includes(value));
    const off = counts.filter(({ value }) => !chosen.includes(value));
    const first = [...on, ...off].slice(0, Math.max(FIRST, on.length));
    const shown = isOpen
      ? counts.slice(0, MOST)
      : facet === "year"
        ? counts.slice(0, FIRST)
        : first;
    const list = html("ul", box);
    const focused = focusedValue(list);
    list.replaceChildren(...shown.map((each) => this.#row(facet, each, chosen)));
    if (focused !== undefined) focusOn(list, focused);
    show(box, counts.length > 0);
    this.#drawMore(box, counts.length, isOpen);
  }

  #drawMore(box: HTMLElement, count: number, isOpen: boolean): void {
    const more = the("button", HTMLButtonElement, box);
    show(more, count > FIRST);
    more.setAttribute("aria-expanded", String(isOpen));
    const { words } = this.#options;
    say(more, isOpen ? words("facet.less") : words("facet.more", { n: Math.min(count, MOST) }));
  }

  #row(facet: Facet, { value, count }: Counted, chosen: readonly string[]): HTMLElement {
    const row = copyOf(the("#facet-value", HTMLTemplateElement));
    const box = the("input", HTMLInputElement, row);
    box.value = value;
    box.checked = chosen.includes(value);
    box.onchange = () => this.#options.onChange(facet, value, box.checked);
    say(html("[dir]", row), this.#options.label(facet, value));
    say(html(".facet-count", row), String(count));
    return row;
  }
}

function focusedValue(list: HTMLElement): string | undefined {
  const active = document.activeElement;
  return active instanceof HTMLInputElement && list.contains(active) ? active.value : undefined;
}

/** The rows are made anew: whoever goes through them by the keyboard stays where they were. */
function focusOn(list: HTMLElement, value: string): void {
  for (const box of list.querySelectorAll("input")) {
    if (box.value === value) box.focus();
  }
}
