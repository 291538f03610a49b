// The list below a box: options to choose from, and a line for what there is to say. Shown at one box
// at a time; says which option is meant, and decides nothing.
import type { Suggestion } from "../api.ts";
import { say, show } from "../page/elements.ts";
import { highlighted } from "./highlight.ts";

const LIST = "suggestions";

export class SuggestionList {
  readonly #frame = document.createElement("div");
  readonly #list = document.createElement("ul");
  readonly #note = document.createElement("p");
  #input: HTMLInputElement | null = null;
  #items: readonly Suggestion[] = [];
  #active = -1;

  constructor(name: string, onPick: (item: Suggestion) => void) {
    this.#list.ariaLabel = name;
    this.#frame.className = "suggest";
    this.#list.id = LIST;
    this.#list.role = "listbox";
    this.#note.className = "suggest-note";
    this.#frame.append(this.#list, this.#note);
    // A press must not take the focus from the box: that would close the list under the finger.
    this.#frame.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", ({ target }) => {
      const option = target instanceof Element ? target.closest("[role=option]") : null;
      const item = this.#items[option ? [...this.#list.children].indexOf(option) : -1];
      if (item) onPick(item);
    });
  }

  get isOpen(): boolean {
    return this.#input !== null;
  }

  get active(): Suggestion | undefined {
    return this.#items[this.#active];
  }

  get items(): readonly Suggestion[] {
    return this.#items;
  }

  open(input: HTMLInputElement, items: readonly Suggestion[], note: string): void {
    if (this.#input !== input) this.close();
    this.#input = input;
    this.#items = items;
    this.#list.replaceChildren(...items.map((item, index) => option(item, index, input.value)));
    show(this.#list, items.length > 0);
    say(this.#note, note);
    show(this.#note, note !== "");
    const field = input.closest("[data-field]");
    if (this.#frame.parentElement !== field) field?.append(this.#frame);
    this.#mark(-1);
    input.ariaExpanded = String(items.length > 0);
    if (items.length > 0) input.setAttribute("aria-controls", LIST);
    // As far as the box itself stays in sight.
    this.#frame.scrollIntoView({ block: "nearest" });
    input.scrollIntoView({ block: "nearest" });
  }

  close(): void {
    if (!this.#input) return;
    this.#mark(-1);
    this.#input.ariaExpanded = "false";
    this.#input.removeAttribute("aria-controls");
    this.#input = null;
    this.#items = [];
    this.#frame.remove();
  }

  /** From the last it goes on to the first, and the other way round. */
  step(by: 1 | -1): void {
    const { length } = this.#items;
    if (length === 0) return;
    const from = this.#active < 0 && by < 0 ? length : this.#active;
    this.#mark((from + by + length) % length);
  }

  edge(isLast: boolean): void {
    this.#mark(isLast ? this.#items.length - 1 : 0);
  }

  #mark(index: number): void {
    this.#list.children[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = index;
    const active = this.#list.children[index];
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    if (active) this.#input?.setAttribute("aria-activedescendant", active.id);
    else this.#input?.removeAttribute("aria-activedescendant");
  }
}

function option({ label, detail }: Suggestion, index: number, typed: string): HTMLElement {
  const line = document.createElement("li");
  line.id = `${LIST}-${index}`;
  line.role = "option";
  line.ariaSelected = "false";
  const name = document.createElement("span");
  name.append(...highlighted(label, typed));
  line.append(name);
  if (detail) line.append(detailOf(detail));
  return line;
}

function detailOf(text: string): HTMLElement {
  const detail = document.createElement("span");
  detail.className = "suggest-detail";
  detail.textContent = text;
  return detail;
}
