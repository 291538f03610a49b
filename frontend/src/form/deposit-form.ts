// The form as one thing: its fields' behaviour, its values, and a call whenever one was changed.
import { all, the } from "../page/elements.ts";
import type { Words } from "../page/words.ts";
import type { Metadata } from "../submission.ts";
import { Chips } from "./chips.ts";
import { applyConditions } from "./conditions.ts";
import { appendEntry } from "./entries.ts";
import { Groups } from "./groups.ts";
import { bareOnLeaving } from "./orcid.ts";
import { RichFields } from "./rich.ts";
import { entriesOf, scopeOf } from "./scope.ts";
import { readScope, writeScope } from "./values.ts";

const DAY = 24 * 3600 * 1000;

export class DepositForm {
  readonly element = the("#deposit", HTMLFormElement);
  readonly #groups: Groups;
  readonly #chips: readonly Chips[];

  constructor(words: Words, changed: () => void) {
    this.#groups = new Groups(this.element, words, changed);
    const keywords = all("[data-kind=keywords]", this.element);
    this.#chips = keywords.map((field) => new Chips(field, words, changed));
    this.element.addEventListener("input", ({ target }) => {
      if (!(target instanceof Element) || !target.closest("[data-field]")) return;
      applyConditions(scopeOf(target.closest("[data-field]") ?? target));
      changed();
    });
    new RichFields(this.element, words);
    bareOnLeaving(this.element, changed);
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
    this.#groups.number();
    for (const chips of this.#chips) chips.label();
  }
}

/** The date where the depositor is, as ISO writes it. */
function localDay(at: number): string {
  const here = new Date(at);
  const parts = [here.getFullYear(), here.getMonth() + 1, here.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}
