// Whether a field holds nothing of the depositor's: it is blank, or as the form began. What is so may
// be written over.
import { controlOf, entriesOf, groupOf, kindOf } from "./scope.ts";
import { localDay } from "./today.ts";
import { isBlank, isBlankEntry, readField } from "./values.ts";

export const LISTS: readonly string[] = ["group", "keywords", "terms"];

export function isUntouched(field: HTMLElement): boolean {
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
