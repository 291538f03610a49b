// A box with suggestions, as ARIA 1.2 describes an editable combobox with a list: arrows move in the
// list while the focus stays in the box. One for all boxes of the form; loaded when it is wanted.
import type { Suggestion } from "../api.ts";
import { browserEnvironment, type Environment } from "../environment.ts";
import { html, say, show } from "../page/elements.ts";
import { addStyle } from "../page/styles.ts";
import type { Words } from "../page/words.ts";
import style from "../style/suggest.css?url";
import { fillScope, typedOver } from "./picking.ts";
import { fieldAround, isLookup, scopeOf } from "./scope.ts";
import { SuggestionList } from "./suggestion-list.ts";
import { type Ask, type Found, Suggestions } from "./suggestions.ts";
import { addTerm } from "./terms.ts";

export interface ComboboxOptions {
  readonly words: Words;
  readonly ask: Ask;
  readonly speak: (sentence: string) => void;
  /** A suggestion was written into the fields around this one. */
  readonly written: (field: HTMLElement) => void;
  readonly environment?: Pick<Environment, "after">;
}

/** What fewer letters find is no help. In Chinese, one is a word. */
const WORTH_ASKING = /\S.*\S|\p{Script=Han}/u;
/** The service lists nobody by less. */
const PEOPLE_WORTH_ASKING = /\S.*\S.*\S|\p{Script=Han}.*\p{Script=Han}/u;

type Box = HTMLInputElement;

/** How it looks comes with it. */
export function dress(): Promise<void> {
  return addStyle(style, import.meta.url);
}

export class Combobox {
  readonly #options: ComboboxOptions;
  readonly #suggestions: Suggestions;
  readonly #list: SuggestionList;
  #box: Box | null = null;

  constructor(form: HTMLElement, options: ComboboxOptions) {
    this.#options = options;
    this.#suggestions = new Suggestions(options.ask, options.environment ?? browserEnvironment);
    this.#list = new SuggestionList(options.words("suggest.list"), (item) => this.#pick(item));
    form.addEventListener("focusin", ({ target }) => {
      if (isLookup(target)) this.enter(target, false);
    });
    form.addEventListener("input", ({ target }) => {
      if (isLookup(target)) this.#typed(target);
    });
    form.addEventListener("keydown", (event) => {
      if (isLookup(event.target) && !event.isComposing) this.#key(event);
    });
    form.addEventListener("focusout", ({ target }) => {
      if (target === this.#box) this.#leave();
    });
  }

  /** `isTyped`: something was typed already, while this was being loaded. */
  enter(box: Box, isTyped: boolean): void {
    this.#box = box;
    if (isTyped) this.#typed(box);
  }

  #typed(box: Box): void {
    this.#box = box;
    const field = fieldOf(box);
    if (isTerms(field)) tellUnlisted(field, "");
    else if (typedOver(field)) this.#options.written(field);
    this.#search(box);
  }

  #search(box: Box): void {
    const text = box.value.trim();
    const name = fieldOf(box).dataset.vocabulary ?? "";
    if ((name === "people" ? PEOPLE_WORTH_ASKING : WORTH_ASKING).test(text)) {
      this.#suggestions.search(name, text, (found) => this.#show(box, found));
    } else this.#close();
  }

  #show(box: Box, found: Found): void {
    if (box !== this.#box) return;
    const items = found.state === "found" ? found.answer.items : [];
    const note = this.#noteOn(found, isTerms(fieldOf(box)));
    this.#list.open(box, items, note);
    const { words, speak } = this.#options;
    const count = items.length > 0 ? words("suggest.count", { n: items.length }) : "";
    if (found.state !== "searching") speak([count, note].filter(Boolean).join(" "));
  }

  #noteOn(found: Found, isListed: boolean): string {
    const { words } = this.#options;
    const listed = isListed ? ".listed" : "";
    if (found.state === "searching") return words("suggest.searching");
    if (found.state !== "found") return words(`suggest.away${listed}`);
    if (found.answer.notice !== null) return found.answer.notice;
    if (found.answer.items.length > 0) return "";
    return words(`suggest.none${listed}`);
  }

  #key(event: KeyboardEvent): void {
    const box = event.target as Box;
    const act = this.#actions(box)[event.key];
    if (act?.()) event.preventDefault();
  }

  /** Each tells whether the key is used up by it. */
  #actions(box: Box): Partial<Record<string, () => boolean>> {
    const { active, isOpen } = this.#list;
    return {
      ArrowDown: () => this.#step(box, 1),
      ArrowUp: () => this.#step(box, -1),
      Home: () => active !== undefined && this.#edge(false),
      End: () => active !== undefined && this.#edge(true),
      Enter: () => this.#take(box, active) || isTerms(fieldOf(box)),
      // Goes on to the next field as well.
      Tab: () => this.#take(box, active) && false,
      Escape: () => isOpen && this.#close(),
    };
  }

  #step(box: Box, by: 1 | -1): boolean {
    if (this.#list.isOpen) this.#list.step(by);
    else this.#search(box);
    return true;
  }

  #edge(isLast: boolean): true {
    this.#list.edge(isLast);
    return true;
  }

  #take(box: Box, active: Suggestion | undefined): boolean {
    const item = active ?? (isTerms(fieldOf(box)) ? this.#named(box.value) : undefined);
    if (item) this.#pick(item);
    return item !== undefined;
  }

  /** Typed out in full, it is as good as chosen. */
  #named(text: string): Suggestion | undefined {
    const typed = text.trim().toLocaleLowerCase();
    return this.#list.items.find(({ label }) => label.toLocaleLowerCase() === typed);
  }

  #pick(item: Suggestion): void {
    const box = this.#box;
    if (!box) return;
    const field = fieldOf(box);
    if (isTerms(field)) {
      addTerm(field, item);
      box.value = "";
    } else fillScope(scopeOf(field), item.values, field);
    this.#close();
    this.#options.speak(this.#options.words("suggest.taken", { name: item.label }));
    this.#options.written(field);
  }

  #leave(): void {
    const box = this.#box;
    if (!box) return;
    const field = fieldOf(box);
    if (isTerms(field)) this.#take(box, undefined);
    const word = isTerms(field) ? box.value.trim() : "";
    if (word) tellUnlisted(field, this.#options.words("suggest.unlisted", { word }));
    this.#close();
    this.#box = null;
  }

  /** Closed, a key was used up. */
  #close(): true {
    this.#suggestions.stop();
    this.#list.close();
    return true;
  }
}

function fieldOf(box: Box): HTMLElement {
  return fieldAround(box) ?? box;
}

function isTerms(field: HTMLElement): boolean {
  return field.dataset.kind === "terms";
}

/** What is in the box and in no list is not sent: that is said where it stands. */
function tellUnlisted(field: HTMLElement, sentence: string): void {
  const place = html("[data-unlisted]", field);
  say(place, sentence);
  show(place, sentence !== "");
}
