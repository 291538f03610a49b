// Values written beside what is there: what is filled in stays, lists are added to, entries that
// name the same are filled up. Knows where nothing comes from.
import type { Metadata } from "../submission.ts";
import { added, isSameEntry } from "./alike.ts";
import { applyConditions } from "./conditions.ts";
import { appendEntry, isFull } from "./entries.ts";
import { entriesOf, fieldsOf, groupOf, kindOf, nameOf } from "./scope.ts";
import { isUntouched } from "./untouched.ts";
import { isBlank, isBlankEntry, readField, readScope, writeField } from "./values.ts";

function mergeScope(scope: HTMLElement, values: Metadata): void {
  for (const field of fieldsOf(scope)) {
    const value = values[nameOf(field)];
    if (value !== undefined && !isBlank(value)) mergeField(field, value);
  }
  applyConditions(scope);
}

function mergeField(field: HTMLElement, value: unknown): void {
  const kind = kindOf(field);
  if (kind === "group") mergeEntries(groupOf(field), Array.isArray(value) ? value : []);
  else if (kind === "keywords" || kind === "terms") mergeList(field, value);
  else if (isUntouched(field)) writeField(field, value);
}

function mergeList(field: HTMLElement, value: unknown): void {
  const held = readField(field);
  const all = added(held, value);
  if (Array.isArray(held) && all.length > held.length) writeField(field, all);
}

export function mergeEntries(group: HTMLElement, values: readonly Metadata[]): HTMLElement[] {
  return values.flatMap((value) => {
    const entry = placeFor(group, value);
    if (!entry) return [];
    mergeScope(entry, value);
    return [entry];
  });
}

/** The entry that means the same, one that is still blank, or a new one if there is room. */
function placeFor(group: HTMLElement, value: Metadata): HTMLElement | null {
  const entries = entriesOf(group);
  const known = entries.find((entry) => isSameEntry(readScope(entry), value));
  const blank = entries.find(isBlankEntry);
  return known ?? blank ?? (isFull(group) ? null : appendEntry(group));
}
