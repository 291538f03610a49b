// Keywords as chips: confirmed by Enter or comma, or by pasting several; changed by pressing one.
// What stands in the box unconfirmed counts too, so that it is never lost.
import { all, copyOf, html, the } from "../page/elements.ts";
import { speak } from "../page/spoken.ts";
import type { Words } from "../page/words.ts";

const SEPARATORS = /[,;\n\r\t]+/;

export function splitWords(text: string): string[] {
  return text.split(SEPARATORS).map(trimmed).filter(Boolean);
}

function trimmed(word: string): string {
  return word.trim().replace(/\s+/g, " ");
}

function inputOf(field: HTMLElement): HTMLInputElement {
  return the("[data-chip-input]", HTMLInputElement, field);
}

function chipsOf(field: HTMLElement): HTMLElement[] {
  return all(".chip", html("[data-chip-list]", field));
}

function wordOf(chip: HTMLElement): string {
  return html("[data-chip-edit]", chip).textContent ?? "";
}

export function readChips(field: HTMLElement): string[] {
  return [...new Set([...chipsOf(field).map(wordOf), ...splitWords(inputOf(field).value)])];
}

export function writeChips(field: HTMLElement, words: readonly string[]): void {
  for (const chip of chipsOf(field)) chip.remove();
  inputOf(field).value = "";
  for (const word of words) append(field, word);
}

function append(field: HTMLElement, word: string): void {
  const chip = copyOf(the("template[data-chip]", HTMLTemplateElement, field));
  html("[data-chip-edit]", chip).textContent = word;
  html("[data-chip-list]", field).append(chip);
}

export class Chips {
  readonly #field: HTMLElement;
  readonly #words: Words;
  readonly #changed: () => void;

  constructor(field: HTMLElement, words: Words, changed: () => void) {
    this.#field = field;
    this.#words = words;
    this.#changed = changed;
    const input = inputOf(field);
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("blur", () => this.#confirm());
    field.addEventListener("click", (event) => this.#pressed(event));
  }

  /** Buttons name the word they are for. */
  label(): void {
    for (const chip of chipsOf(this.#field)) {
      const word = wordOf(chip);
      html("[data-chip-edit]", chip).title = this.#words("chip.edit", { word });
      html("[data-chip-remove]", chip).ariaLabel = this.#words("chip.remove", { word });
    }
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const input = inputOf(this.#field);
    if (event.key === "Enter") {
      event.preventDefault();
      this.#confirm();
    }
    const last = chipsOf(this.#field).at(-1);
    if (event.key === "Backspace" && input.value === "" && last) {
      event.preventDefault();
      this.#edit(last);
    }
  }

  /** A separator, typed or pasted, ends a word; the rest stays to be typed on. */
  #typed(): void {
    const input = inputOf(this.#field);
    if (SEPARATORS.test(input.value)) this.#confirm();
  }

  #confirm(): void {
    const input = inputOf(this.#field);
    const given = splitWords(input.value);
    const known = new Set(chipsOf(this.#field).map(wordOf));
    const fresh = [...new Set(given)].filter((word) => !known.has(word));
    input.value = "";
    for (const word of fresh) append(this.#field, word);
    if (fresh.length > 0) this.#tell("chip.added", fresh.join(", "));
  }

  #pressed({ target }: MouseEvent): void {
    const button = target instanceof Element ? target.closest("button") : null;
    const chip = button?.closest<HTMLElement>(".chip");
    if (!chip) inputOf(this.#field).focus();
    else if ("chipEdit" in (button?.dataset ?? {})) this.#edit(chip);
    else this.#remove(chip);
  }

  #edit(chip: HTMLElement): void {
    this.#confirm();
    const input = inputOf(this.#field);
    input.value = wordOf(chip);
    chip.remove();
    input.focus();
    input.select();
    this.#changed();
  }

  #remove(chip: HTMLElement): void {
    const word = wordOf(chip);
    const next = chip.nextElementSibling ?? chip.previousElementSibling;
    chip.remove();
    (next ? html("[data-chip-remove]", next) : inputOf(this.#field)).focus();
    this.#tell("chip.removed", word);
  }

  #tell(key: string, word: string): void {
    this.label();
    speak(this.#words(key, { word }));
    this.#changed();
  }
}
