// What was typed, read from the fields and written back, by kind. Hidden fields are not read: they
// do not apply, so they are neither checked nor sent.
import type { Metadata } from "../submission.ts";
import { readChips, writeChips } from "./chips.ts";
import { applyConditions } from "./conditions.ts";
import { appendEntry } from "./entries.ts";
import { readRich, writeRich } from "./rich.ts";
import { controlOf, entriesOf, fieldsOf, groupOf, nameOf } from "./scope.ts";

export function readScope(scope: HTMLElement): Record<string, unknown> {
  const shown = fieldsOf(scope).filter((field) => !field.hidden);
  return Object.fromEntries(shown.map((field) => [nameOf(field), readField(field)]));
}

type Reading = (field: HTMLElement) => unknown;
type Writing = (field: HTMLElement, value: unknown) => void;

const READ: Readonly<Record<string, Reading>> = {
  group: (field) => countedEntries(groupOf(field)).map(readScope),
  keywords: readChips,
  rich: readRich,
  radios: (field) => field.querySelector<HTMLInputElement>("input:checked")?.value ?? "",
  agreement: (field) => inputOf(field).checked,
};

const WRITE: Readonly<Record<string, Writing>> = {
  group: (field, value) => writeEntries(groupOf(field), Array.isArray(value) ? value : []),
  keywords: (field, value) => writeChips(field, Array.isArray(value) ? value.map(String) : []),
  rich: writeRich,
  radios: (field, value) => writeRadios(field, String(value)),
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
  else inputOf(field).value = String(value);
}

/** Boxes, lists and lines alike have a value. */
function inputOf(field: HTMLElement): HTMLInputElement {
  return controlOf(field) as HTMLInputElement;
}

/** An entry left blank counts only where at least one is wanted: elsewhere it is just not used. */
export function countedEntries(group: HTMLElement): HTMLElement[] {
  const entries = entriesOf(group);
  if ("required" in group.dataset) return entries;
  return entries.filter((entry) => !Object.values(readScope(entry)).every(isBlank));
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

function writeRadios(field: HTMLElement, value: string): void {
  for (const radio of field.querySelectorAll<HTMLInputElement>("input[type=radio]")) {
    radio.checked = radio.value === value;
  }
}

function writeEntries(group: HTMLElement, values: readonly Metadata[]): void {
  for (const entry of entriesOf(group)) entry.remove();
  for (const value of values) writeScope(appendEntry(group), value);
}
