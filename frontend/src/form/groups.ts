// Adding, moving and removing entries by button: where the focus goes, and what is said.
import { all, html, say } from "../page/elements.ts";
import { speak } from "../page/spoken.ts";
import type { Words } from "../page/words.ts";
import { appendEntry, isFull, moveEntry, removeEntry } from "./entries.ts";
import { capitalised } from "./labels.ts";
import { entriesOf, fieldsOf, nameOf } from "./scope.ts";
import { readField } from "./values.ts";

const NAMING = ["given_name", "family_name", "name"];

export class Groups {
  readonly #form: HTMLElement;
  readonly #words: Words;
  readonly #changed: () => void;

  constructor(form: HTMLElement, words: Words, changed: () => void) {
    this.#form = form;
    this.#words = words;
    this.#changed = changed;
    form.addEventListener("click", (event) => this.#pressed(event));
    form.addEventListener("input", () => this.number());
  }

  /** Numbers and names all entries anew, as they stand. */
  number(): void {
    for (const group of all("[data-group]", this.#form)) {
      const entries = entriesOf(group);
      entries.forEach((entry, index) => {
        this.#label(group, entry, { index, all: entries.length });
      });
      html(":scope > [data-entry-add]", group).hidden = isFull(group);
    }
  }

  #label(group: HTMLElement, entry: HTMLElement, place: { index: number; all: number }): void {
    const n = place.index + 1;
    const name = nameIn(entry);
    const one = capitalised(group.dataset.one ?? "");
    const title = this.#words(name ? "entry.named" : "entry.title", { n, name, one });
    say(html("[data-entry-title]", entry), title);
    for (const tool of ["up", "down", "remove"]) {
      const button = html(`[data-entry-${tool}]`, entry);
      button.ariaLabel = this.#words(`entry.${tool}`, { n, one: group.dataset.one ?? "" });
      button.title = button.ariaLabel;
    }
    html("[data-entry-up]", entry).ariaDisabled = String(n === 1);
    html("[data-entry-down]", entry).ariaDisabled = String(n === place.all);
  }

  #pressed(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const group = button?.closest<HTMLElement>("[data-group]");
    if (!button || !group) return;
    if ("entryAdd" in button.dataset) this.#add(group);
    const entry = button.closest<HTMLElement>("[data-entry]");
    if (!entry) return;
    if ("entryUp" in button.dataset) this.#move(group, entry, { by: -1, button });
    if ("entryDown" in button.dataset) this.#move(group, entry, { by: 1, button });
    if ("entryRemove" in button.dataset) this.#remove(group, entry);
  }

  #add(group: HTMLElement): void {
    const entry = appendEntry(group);
    this.#tell(group, entry, "entry.added");
    const first = "input:checked, input:not([type=radio]), textarea";
    entry.querySelector<HTMLElement>(first)?.focus();
  }

  #move(group: HTMLElement, entry: HTMLElement, how: { by: -1 | 1; button: HTMLElement }): void {
    if (!moveEntry(entry, how.by)) return;
    this.#tell(group, entry, "entry.moved");
    // Being moved in the document takes the focus away.
    how.button.focus();
  }

  #remove(group: HTMLElement, entry: HTMLElement): void {
    const n = entriesOf(group).indexOf(entry) + 1;
    const heir = removeEntry(entry);
    const next =
      heir?.querySelector("[data-entry-remove]") ?? group.querySelector(":scope > button");
    if (next instanceof HTMLElement) next.focus();
    this.#tell(group, null, "entry.removed", n);
  }

  #tell(group: HTMLElement, entry: HTMLElement | null, key: string, place?: number): void {
    this.number();
    const entries = entriesOf(group);
    const n = place ?? (entry ? entries.indexOf(entry) + 1 : 0);
    const name = entry && nameIn(entry) ? `${nameIn(entry)} ` : "";
    const one = capitalised(group.dataset.one ?? "");
    speak(this.#words(key, { one, n, name, all: entries.length }));
    this.#changed();
  }
}

function nameIn(entry: HTMLElement): string {
  const named = fieldsOf(entry).filter((field) => NAMING.includes(nameOf(field)) && !field.hidden);
  return named
    .map((field) => String(readField(field)).trim())
    .filter(Boolean)
    .join(" ");
}
