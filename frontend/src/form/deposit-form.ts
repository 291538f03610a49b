// The form as one thing: its fields' behaviour, its values, and a call whenever one was changed.
import { all, the } from "../page/elements.ts";
import type { Words } from "../page/words.ts";
import type { Metadata } from "../submission.ts";
import { Chips } from "./chips.ts";
import { applyConditions, isCondition } from "./conditions.ts";
import { appendEntry } from "./entries.ts";
import { Folding } from "./folding.ts";
import { Groups } from "./groups.ts";
import { RichFields } from "./rich.ts";
import { entriesOf, fieldAround, scopeOf } from "./scope.ts";
import { followSections, showSections } from "./sections.ts";
import { followTerms, labelTerms } from "./terms.ts";
import { localDay } from "./today.ts";
import { readScope, writeScope } from "./values.ts";

const DAY = 24 * 3600 * 1000;

export class DepositForm {
  readonly element = the("#deposit", HTMLFormElement);
  readonly #words: Words;
  readonly #changed: () => void;
  readonly #groups: Groups;
  readonly #folding: Folding;
  readonly #chips: readonly Chips[];

  constructor(words: Words, changed: () => void) {
    this.#words = words;
    this.#changed = changed;
    this.#groups = new Groups(this.element, words, changed);
    this.#folding = new Folding(this.element, (entry) => this.#groups.name(entry));
    const keywords = all("[data-kind=keywords]", this.element);
    this.#chips = keywords.map((field) => new Chips(field, words, changed));
    this.element.addEventListener("input", ({ target }) => this.#typed(fieldAround(target)));
    new RichFields(this.element, words);
    followTerms(this.element, words, changed);
    followSections(this.element, localStorage);
    // Enter in a line would send the form the browser's way.
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.#begin();
  }

  get values(): Metadata {
    return readScope(this.element);
  }

  set values(values: Metadata) {
    writeScope(this.element, values);
    this.#refresh();
    this.#folding.foldMany();
    this.#tellWritten();
  }

  /** After something was written into the fields of one scope, as if typed. */
  written(scope: HTMLElement): void {
    applyConditions(scope);
    this.#groups.number(scope);
    this.#groups.name(scope);
    for (const field of all("[data-kind=terms]", scope)) labelTerms(field, this.#words);
    this.#tellWritten();
    this.#changed();
  }

  /** Writing into fields is no typing: who counts along would not hear of it. */
  #tellWritten(): void {
    this.element.dispatchEvent(new Event("written"));
  }

  /** Called with every key: whatever it costs, it must not grow with the form. */
  #typed(field: HTMLElement | null): void {
    if (!field) return;
    const scope = scopeOf(field);
    if (isCondition(scope, field)) {
      applyConditions(scope);
      if (scope === this.element) showSections(this.element);
    }
    this.#changed();
  }

  /** What a blank form starts with, where the fields themselves cannot say it. */
  #begin(): void {
    for (const input of this.element.querySelectorAll<HTMLInputElement>("[data-today]")) {
      input.value ||= localDay(Date.now());
    }
    for (const input of this.element.querySelectorAll<HTMLInputElement>("input[type=date]")) {
      input.min = localDay(Date.now() + DAY);
    }
    for (const group of all("[data-group][data-required]", this.element)) {
      if (entriesOf(group).length === 0) appendEntry(group);
    }
    applyConditions(this.element);
    this.#refresh();
  }

  #refresh(): void {
    showSections(this.element);
    this.#groups.number();
    for (const chips of this.#chips) chips.label();
    for (const field of all("[data-kind=terms]", this.element)) labelTerms(field, this.#words);
  }
}
