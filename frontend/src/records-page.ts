// The list of what was published: searched and filtered here, out of one small file. Without this
// script the list is there as well, page by page.
import { button, html, say, show, the } from "./page/elements.ts";
import { keepAcrossLanguages } from "./page/languages.ts";
import { pageWords, type Words } from "./page/words.ts";
import { type Entry, entriesOf, type Facet, type Index } from "./records/catalog.ts";
import { Facets } from "./records/facets.ts";
import { RecordList } from "./records/list.ts";
import {
  countChosen,
  NOTHING,
  type Query,
  readQuery,
  search,
  toggled,
  writeQuery,
} from "./records/query.ts";

// Typing is not interrupted by what it finds, nor by hearing how much that is.
const PAUSE = 150;

class RecordsPage {
  readonly #words: Words;
  readonly #entries: readonly Entry[];
  readonly #list: RecordList;
  readonly #facets: Facets;
  readonly #box = the("#query", HTMLInputElement);
  #query: Query = NOTHING;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(words: Words, entries: readonly Entry[], types: Readonly<Record<string, string>>) {
    this.#words = words;
    this.#entries = entries;
    const typeOf = (type: string) => types[type] ?? type;
    this.#list = new RecordList(words, typeOf);
    this.#facets = new Facets({
      words,
      label: (facet, value) => (facet === "type" ? typeOf(value) : value),
      onChange: (facet, value, isOn) => this.#choose(facet, value, isOn),
    });
  }

  start(): void {
    this.#box.oninput = () => this.#typed();
    the("#search", HTMLFormElement).onsubmit = (event) => {
      event.preventDefault();
      this.#search();
    };
    button("#clear").onclick = () => this.#clear();
    addEventListener("hashchange", () => this.#follow());
    // On a phone the filters would stand before the list.
    the("#facets-fold", HTMLDetailsElement).open = matchMedia("(min-width: 60rem)").matches;
    for (const part of ["#search", "#facets"]) show(html(part), true);
    html("#count").setAttribute("role", "status");
    document.querySelector("#pages")?.remove();
    this.#follow();
  }

  #follow(): void {
    this.#query = readQuery(location.hash);
    this.#box.value = this.#query.words;
    this.#show();
  }

  #typed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), PAUSE);
  }

  #search(): void {
    clearTimeout(this.#timer);
    this.#ask({ ...this.#query, words: this.#box.value });
  }

  #choose(facet: Facet, value: string, isOn: boolean): void {
    this.#ask(toggled({ ...this.#query, words: this.#box.value }, facet, value, isOn));
  }

  #clear(): void {
    this.#ask({ ...NOTHING, words: this.#query.words });
    this.#box.focus();
  }

  /** The address tells it, and "back" leads out of the list, not through every letter typed. */
  #ask(query: Query): void {
    this.#query = query;
    history.replaceState(null, "", `${location.pathname}${location.search}${writeQuery(query)}`);
    this.#show();
  }

  #show(): void {
    const found = search(this.#entries, this.#query);
    this.#list.show(found.entries);
    this.#facets.show(found, this.#query);
    const chosen = countChosen(this.#query);
    const n = found.entries.length;
    const isAll = chosen === 0 && this.#query.words.trim() === "";
    const all = this.#entries.length;
    say(html("#count"), this.#words(isAll ? "count.all" : "count.some", { n, all }));
    const filters = chosen ? this.#words("filters.on", { n: chosen }) : this.#words("filters");
    say(html("#facets-fold > summary"), filters);
    show(button("#clear"), chosen > 0);
  }
}

async function start(page: HTMLElement): Promise<void> {
  const words = pageWords();
  const types = JSON.parse(the("#types", HTMLScriptElement).text) as Record<string, string>;
  try {
    const response = await fetch(page.dataset.index ?? "index.json");
    if (!response.ok) throw new Error(`index.json: ${response.status}`);
    const entries = entriesOf((await response.json()) as Index);
    new RecordsPage(words, entries, types).start();
  } catch {
    say(html("#spoken"), words("failed"));
  }
}

keepAcrossLanguages();
const page = document.querySelector<HTMLElement>("#records");
if (page) void start(page);
