// Adding, moving and removing entries by button: where the focus goes, and what is said.
import { html } from "../page/elements.ts";
import { speak } from "../page/spoken.ts";
import type { Words } from "../page/words.ts";
import { appendEntry, isFull, moveEntry, removeEntry } from "./entries.ts";
import { groupsIn, labelGroup, nameEntry, summaryOf } from "./entry-labels.ts";
import { capitalised } from "./labels.ts";
import { entriesOf } from "./scope.ts";

export class Groups {
  readonly #form: HTMLElement;
  readonly #words: Words;
  readonly #changed: () => void;

  constructor(form: HTMLElement, words: Words, changed: () => void) {
    this.#form = form;
    this.#words = words;
    this.#changed = changed;
    form.addEventListener("click", (event) => this.#pressed(event));
    form.addEventListener("input", ({ target }) => this.#typed(target));
  }

  /** Numbers and names all entries anew, as they stand; within `root` if that is given. */
  number(root: ParentNode = this.#form): void {
    for (const group of groupsIn(root)) this.#numberIn(group);
  }

  #numberIn(group: HTMLElement): void {
    labelGroup(group, this.#words);
    html(":scope > [data-entry-add]", group).hidden = isFull(group);
  }

  /** Only the entries around what was typed bear its name. */
  #typed(target: EventTarget | null): void {
    if (target instanceof Element) this.name(target);
  }

  name(inside: Element): void {
    const entry = inside.closest<HTMLElement>("[data-entry]");
    const group = entry?.closest<HTMLElement>("[data-group]");
    if (!entry || !group) return;
    const n = [...(entry.parentElement?.children ?? [])].indexOf(entry) + 1;
    nameEntry(entry, n, group.dataset.one ?? "", this.#words);
    this.name(group);
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
    firstToFill(entry)?.focus();
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
    this.#numberIn(group);
    this.name(group);
    const entries = entriesOf(group);
    const n = place ?? (entry ? entries.indexOf(entry) + 1 : 0);
    const named = entry ? summaryOf(entry).name : "";
    const name = named ? `${named} ` : "";
    const one = capitalised(group.dataset.one ?? "");
    speak(this.#words(key, { one, n, name, all: entries.length }));
    this.#changed();
  }
}

const TEXT = "input:not([type=radio], [type=checkbox], [type=hidden]), textarea";

/** Words are typed; what is chosen has a preset, and is met on the way back. */
function firstToFill(entry: HTMLElement): HTMLElement | null {
  const texts = [...entry.querySelectorAll<HTMLElement>(TEXT)];
  const shown = texts.find((text) => !text.closest("[hidden], details:not([open])"));
  return shown ?? entry.querySelector("select, input:checked");
}
