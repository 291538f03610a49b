// What the fields on the page hold of the depositor's own: a preset that nobody touched, and an
// entry with no word in it, are nothing of theirs.

import { labelOf } from "../form/labels.ts";
import { controlOf, entriesOf, fieldsOf, groupOf, nameOf } from "../form/scope.ts";
import { localDay } from "../form/today.ts";
import { isBlank, isBlankEntry, readField, readScope } from "../form/values.ts";

/** A field of the form as filling in has to know it. */
export interface Held {
  readonly name: string;
  readonly label: string;
  readonly kind: string;
  /** What it holds, without entries that nobody filled in. */
  readonly value: unknown;
  /** Nothing of the depositor's: blank, or as the form began. */
  readonly isUntouched: boolean;
}

export const LISTS: readonly string[] = ["group", "keywords", "terms"];
/** Agreeing is the depositor's own act; ids are filled in with the name they stand for. */
const NEVER: readonly string[] = ["agreement", "kept"];

export function heldFields(form: HTMLElement): Held[] {
  return fieldsOf(form)
    .filter((field) => !NEVER.includes(kindOf(field)))
    .map(heldField);
}

function heldField(field: HTMLElement): Held {
  return {
    name: nameOf(field),
    label: labelOf(field),
    kind: kindOf(field),
    value: heldValue(field),
    isUntouched: isUntouched(field),
  };
}

export function kindOf(field: HTMLElement): string {
  return field.dataset.kind ?? "";
}

function heldValue(field: HTMLElement): unknown {
  if (kindOf(field) !== "group") return readField(field);
  return entriesOf(groupOf(field))
    .filter((entry) => !isBlankEntry(entry))
    .map(readScope);
}

function isUntouched(field: HTMLElement): boolean {
  if (kindOf(field) === "group") return entriesOf(groupOf(field)).every(isBlankEntry);
  const value = readField(field);
  if (isBlank(value) || isBlankText(value)) return true;
  // A list begins blank, and the box beside it is always so.
  return !LISTS.includes(kindOf(field)) && isPreset(controlOf(field));
}

/** A description is blank without a text, whatever way it is written in. */
function isBlankText(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("text" in value)) return false;
  return String(value.text).trim() === "";
}

function isPreset(control: HTMLElement): boolean {
  if (control instanceof HTMLSelectElement) return control.value === presetOf(control);
  if (!(control instanceof HTMLInputElement)) return false;
  if (["radio", "checkbox"].includes(control.type))
    return control.checked === control.defaultChecked;
  if ("today" in control.dataset) return control.value === localDay(Date.now());
  return control.value === control.defaultValue;
}

function presetOf({ options }: HTMLSelectElement): string {
  const chosen = [...options].find((option) => option.defaultSelected) ?? options[0];
  return chosen?.value ?? "";
}
