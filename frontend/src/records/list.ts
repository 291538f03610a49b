// The records that fit, a hundred at first: nobody reads five thousand. Knows no filter.
import { copyOf, html, say, show, the } from "../page/elements.ts";
import type { Words } from "../page/words.ts";
import type { Entry } from "./catalog.ts";

const AT_ONCE = 100;
const NAMED = 6;

export class RecordList {
  readonly #words: Words;
  readonly #typeOf: (type: string) => string;
  readonly #list = html("#list");
  readonly #more = the("#more", HTMLButtonElement);
  #entries: readonly Entry[] = [];
  #shown = 0;

  constructor(words: Words, typeOf: (type: string) => string) {
    this.#words = words;
    this.#typeOf = typeOf;
    this.#more.onclick = () => this.#showMore();
  }

  show(entries: readonly Entry[]): void {
    this.#entries = entries;
    this.#shown = 0;
    this.#list.replaceChildren();
    this.#add();
    show(html("#none"), entries.length === 0);
  }

  /** Who asked for more goes on reading with the first of them. */
  #showMore(): void {
    const first = this.#shown;
    this.#add();
    this.#list.children[first]?.querySelector("a")?.focus();
  }

  #add(): void {
    const next = this.#entries.slice(this.#shown, this.#shown + AT_ONCE);
    this.#list.append(...next.map((entry) => this.#row(entry)));
    this.#shown += next.length;
    const left = Math.min(this.#entries.length - this.#shown, AT_ONCE);
    show(this.#more, left > 0);
    say(this.#more, this.#words("more", { n: left }));
  }

  #row(entry: Entry): HTMLElement {
    const row = copyOf(the("#record", HTMLTemplateElement));
    const title = the(".record-title a", HTMLAnchorElement, row);
    title.href = `${encodeURIComponent(entry.id)}.html`;
    say(title, entry.title);
    say(html(".record-people", row), people(entry.facets.person));
    say(html("time", row), entry.date);
    say(html(".record-type", row), entry.facets.type.map(this.#typeOf).join(""));
    this.#version(row, entry.version);
    show(html(".record-practice", row), entry.isPractice);
    doiLink(row, entry.doi);
    return row;
  }

  #version(row: HTMLElement, version: string): void {
    say(html(".record-version [dir]", row), version);
    show(html(".record-version", row), version !== "");
  }
}

function people(names: readonly string[]): string {
  const more = names.length - NAMED;
  const first = names.slice(0, NAMED).join("; ");
  return more > 0 ? `${first}; + ${more}` : first;
}

/** A DOI is a path at one host, whatever it holds: it leads nowhere else. */
function doiLink(row: HTMLElement, doi: string): void {
  const link = the(".record-doi", HTMLAnchorElement, row);
  show(link, doi !== "");
  if (!doi) return;
  link.href = `https://doi.org/${encodeURI(doi).replace(/[?#]/g, encodeURIComponent)}`;
  say(link, doi);
}
