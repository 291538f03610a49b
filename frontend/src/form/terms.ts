// Terms of a controlled list as chips: read, written, added and removed. What can be chosen is the
// combobox's part.
import { all, copyOf, html, the } from "../page/elements.ts";
import { speak } from "../page/spoken.ts";
import type { Words } from "../page/words.ts";

export interface Term {
  readonly id: string;
  readonly label: string;
}

function chipsOf(field: HTMLElement): HTMLElement[] {
  return all(".chip", html("[data-chip-list]", field));
}

export function readTerms(field: HTMLElement): Term[] {
  return chipsOf(field).map((chip) => ({
    id: chip.dataset.term ?? "",
    label: html("[data-chip-text]", chip).textContent ?? "",
  }));
}

export function writeTerms(field: HTMLElement, value: unknown): void {
  for (const chip of chipsOf(field)) chip.remove();
  for (const each of Array.isArray(value) ? value : []) addTerm(field, termOf(each));
}

/** A bare string is an id: its label is all there is to show. */
function termOf(value: unknown): Term {
  if (typeof value !== "object" || value === null)
    return { id: String(value), label: String(value) };
  const { id, label } = value as Partial<Term>;
  return { id: String(id ?? ""), label: String(label ?? id ?? "") };
}

/** Each once; tells whether it is new. */
export function addTerm(field: HTMLElement, { id, label }: Term): boolean {
  if (!id || chipsOf(field).some((chip) => chip.dataset.term === id)) return false;
  const chip = copyOf(the("template[data-chip]", HTMLTemplateElement, field));
  chip.dataset.term = id;
  html("[data-chip-text]", chip).textContent = label;
  html("[data-chip-list]", field).append(chip);
  return true;
}

/** Buttons name the term they are for. */
export function labelTerms(field: HTMLElement, words: Words): void {
  for (const chip of chipsOf(field)) {
    const word = html("[data-chip-text]", chip).textContent ?? "";
    html("[data-chip-remove]", chip).ariaLabel = words("chip.remove", { word });
  }
}

/** Pressing a chip's cross takes it away; pressing beside the chips means the box. */
export function followTerms(form: HTMLElement, words: Words, changed: () => void): void {
  form.addEventListener("click", ({ target }) => {
    const pressed = target instanceof Element ? target : null;
    const field = pressed?.closest<HTMLElement>("[data-kind=terms]");
    if (!field || !pressed?.closest("[data-chips]")) return;
    const chip = pressed.closest("[data-chip-remove]")?.closest<HTMLElement>(".chip");
    if (!chip) return html("[data-chip-input]", field).focus();
    remove(field, chip, words);
    changed();
  });
}

function remove(field: HTMLElement, chip: HTMLElement, words: Words): void {
  const word = html("[data-chip-text]", chip).textContent ?? "";
  const next = chip.nextElementSibling ?? chip.previousElementSibling;
  chip.remove();
  (next ? html("[data-chip-remove]", next) : html("[data-chip-input]", field)).focus();
  speak(words("chip.removed", { word }));
}
