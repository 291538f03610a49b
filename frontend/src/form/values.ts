// What was typed, read from the fields and written back, by kind. Hidden fields are read, too: what
// was typed in them is there again when they apply again. The service leaves out what does not apply.
import type { Metadata } from "../submission.ts";
import { readChips, writeChips } from "./chips.ts";
import { applyConditions, CHOICES } from "./conditions.ts";
import { appendEntry } from "./entries.ts";
import { readRich, writeRich } from "./rich-box.ts";
import { controlOf, entriesOf, fieldsOf, groupOf, nameOf } from "./scope.ts";
import { readTerms, writeTerms } from "./terms.ts";

export function readScope(scope: HTMLElement): Record<string, unknown> {
  return Object.fromEntries(fieldsOf(scope).map((field) => [nameOf(field), readField(field)]));
}

type Reading = (field: HTMLElement) => unknown;
type Writing = (field: HTMLElement, value: unknown) => void;

const READ: Readonly<Record<string, Reading>> = {
  group: (field) => countedEntries(groupOf(field)).map(readScope),
  keywords: readChips,
  terms: readTerms,
  rich: readRich,
  number: (field) => pointed(inputOf(field).value),
  radios: (field) => field.querySelector<HTMLInputElement>("input:checked")?.value ?? "",
  agreement: (field) => inputOf(field).checked,
};

const WRITE: Readonly<Record<string, Writing>> = {
  group: (field, value) => writeEntries(groupOf(field), Array.isArray(value) ? value : []),
  keywords: (field, value) => writeChips(field, Array.isArray(value) ? value.map(String) : []),
  terms: writeTerms,
  rich: writeRich,
  radios: (field, value) => writeRadios(field, String(value)),
  choice: (field, value) => writeChoice(field, String(value)),
  agreement: (field, value) => {
    inputOf(field).checked = value === true;
  },
};

export function readField(field: HTMLElement): unknown {
  const read = READ[field.dataset.kind ?? ""];
  return read ? read(field) : inputOf(field).value;
}

export function writeField(field: HTMLElement, value: unknown): void {
  const write = WRITE[field.dataset.kind ?? ""];
  if (write) write(field, value);
  else inputOf(field).value = String(value ?? "");
}

/** Boxes, lists and lines alike have a value. */
function inputOf(field: HTMLElement): HTMLInputElement {
  return controlOf(field) as HTMLInputElement;
}

/** Half of Europe writes 53,45; only where that can mean nothing else is it read so. */
function pointed(text: string): string {
  const bare = text.trim();
  return /^[-+−]?\d+,\d+$/.test(bare) ? bare.replace(",", ".").replace("−", "-") : bare;
}

/** An entry left blank counts only where at least one is wanted: elsewhere it is just not used. */
export function countedEntries(group: HTMLElement): HTMLElement[] {
  const entries = entriesOf(group);
  if ("required" in group.dataset) return entries;
  return entries.filter((entry) => !isBlankEntry(entry));
}

/** Something is always chosen, so a choice alone says nothing; words in a hidden field do. */
export function isBlankEntry(entry: HTMLElement): boolean {
  return fieldsOf(entry).every(
    (field) => CHOICES.has(field.dataset.kind ?? "") || isBlank(readField(field)),
  );
}

export function isBlank(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || value === null || value === "" || value === false;
}

export function writeScope(scope: HTMLElement, values: Metadata): void {
  for (const field of fieldsOf(scope)) {
    const value = values[nameOf(field)];
    if (value !== undefined) writeField(field, value);
  }
  applyConditions(scope);
}

/** What can't be chosen can't be filled in either. */
function writeRadios(field: HTMLElement, value: string): void {
  const radios = [...field.querySelectorAll<HTMLInputElement>("input[type=radio]")];
  if (radios.some((radio) => radio.disabled && radio.value === value)) return;
  for (const radio of radios) radio.checked = radio.value === value;
}

/** A value that is none of the list's would leave it showing nothing: what was chosen stays. */
function writeChoice(field: HTMLElement, value: string): void {
  const options = [...field.querySelectorAll("option")];
  if (options.some((option) => option.value === value)) inputOf(field).value = value;
}

function writeEntries(group: HTMLElement, values: readonly Metadata[]): void {
  for (const entry of entriesOf(group)) entry.remove();
  for (const value of values) writeScope(appendEntry(group), value);
  // One entry at least is wanted: there is always one to fill in.
  if (values.length === 0 && "required" in group.dataset) appendEntry(group);
}
