// Entries that are filled in and left fold to one line, so that 25 of them can be read; "Edit", or a
// link to a field inside, opens them again. Nothing that is missing or wrong is ever folded away.
import { all, html, show } from "../page/elements.ts";
import { entriesOf, fieldsOf } from "./scope.ts";
import { isBlank, isBlankEntry, readField } from "./values.ts";

/** Longer than a press of a button, in ms: nothing moves from under the pointer. */
const PRESS = 300;

export class Folding {
  readonly #form: HTMLElement;
  /** Called with an entry that is about to be one line. */
  readonly #onFold: (entry: HTMLElement) => void;

  constructor(form: HTMLElement, onFold: (entry: HTMLElement) => void) {
    this.#form = form;
    this.#onFold = onFold;
    form.addEventListener("focusout", (event) => this.#left(event));
    form.addEventListener("click", ({ target }) => {
      const edit = target instanceof Element ? target.closest("[data-entry-edit]") : null;
      const entry = edit?.closest<HTMLElement>("[data-entry]");
      if (entry) this.#edit(entry);
    });
  }

  /** After many were written at once. A single one stays as it is. */
  foldMany(): void {
    for (const group of all("[data-folds]", this.#form)) {
      const entries = entriesOf(group);
      if (entries.length > 1) for (const entry of entries) this.#fold(entry);
    }
  }

  #edit(entry: HTMLElement): void {
    open(entry);
    const first = "[data-entry-body] :is(input:checked, input:not([type=radio]), select, textarea)";
    html(first, entry).focus();
  }

  #left({ target, relatedTarget }: FocusEvent): void {
    const entry = foldingEntry(target);
    if (!entry || entry.contains(relatedTarget as Node | null)) return;
    setTimeout(() => {
      if (isAlone(entry) || entry.contains(document.activeElement)) return;
      inPlace(document.activeElement, () => this.#fold(entry));
    }, PRESS);
  }

  #fold(entry: HTMLElement): void {
    if (!isFinished(entry)) return;
    this.#onFold(entry);
    toggle(entry, false);
  }
}

/** The entry of a group whose entries fold, around what was left. */
function foldingEntry(target: EventTarget | null): HTMLElement | null {
  const selector = "[data-folds] > [data-entries] > [data-entry]";
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null;
}

/** A group's only entry takes little room, and jumping to and fro helps nobody. */
function isAlone(entry: HTMLElement): boolean {
  return !entry.isConnected || entry.parentElement?.children.length === 1;
}

function isFinished(entry: HTMLElement): boolean {
  if (isBlankEntry(entry) || entry.querySelector("[data-wrong]")) return false;
  const needed = fieldsOf(entry).filter((field) => "needed" in field.dataset && !field.hidden);
  return !needed.some((field) => isBlank(readField(field)));
}

export function open(entry: HTMLElement): void {
  if ("folded" in entry.dataset) toggle(entry, true);
}

function toggle(entry: HTMLElement, isOpen: boolean): void {
  entry.toggleAttribute("data-folded", !isOpen);
  show(html("[data-entry-body]", entry), isOpen);
  show(html("[data-entry-edit]", entry), !isOpen);
}

/** What is being read or typed in stays where it is in the window. */
function inPlace(element: Element | null, change: () => void): void {
  const before = element?.getBoundingClientRect().top ?? 0;
  change();
  const by = (element?.getBoundingClientRect().top ?? 0) - before;
  if (by !== 0 && element !== document.body) scrollBy({ top: by, behavior: "instant" });
}
