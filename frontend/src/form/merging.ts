// Values written beside what is there: what is filled in stays, lists are added to, entries that
// name the same are filled up. Knows where nothing comes from.
import type { Metadata } from "../submission.ts";
import { applyConditions, CHOICES } from "./conditions.ts";
import { appendEntry, isFull } from "./entries.ts";
import { entriesOf, fieldsOf, groupOf, nameOf } from "./scope.ts";
import { isBlank, isBlankEntry, readField, writeField } from "./values.ts";

/** Two entries with one of these alike are the same. */
const TELLING = ["orcid", "ror", "identifier", "award_number", "name", "reference", "place"];

export function mergeScope(scope: HTMLElement, values: Metadata): void {
  for (const field of fieldsOf(scope)) {
    const value = values[nameOf(field)];
    if (value !== undefined && !isBlank(value)) mergeField(field, value);
  }
  applyConditions(scope);
}

export function mergeField(field: HTMLElement, value: unknown): void {
  const kind = field.dataset.kind ?? "";
  if (kind === "group") mergeEntries(groupOf(field), Array.isArray(value) ? value : []);
  else if (kind === "keywords" || kind === "terms") mergeList(field, value);
  else if (isBlank(readField(field)) || isUntouched(field)) writeField(field, value);
}

/** Something is always chosen; nobody chose it yet. */
function isUntouched(field: HTMLElement): boolean {
  if (!CHOICES.has(field.dataset.kind ?? "")) return false;
  const chosen = field.querySelector<HTMLInputElement | HTMLSelectElement>("select, input:checked");
  if (chosen instanceof HTMLSelectElement)
    return chosen.selectedOptions[0]?.defaultSelected ?? true;
  return chosen?.defaultChecked ?? true;
}

function mergeList(field: HTMLElement, value: unknown): void {
  const known = readField(field) as readonly unknown[];
  const idOf = (each: unknown) => (each as { id?: string })?.id ?? each;
  const ids = new Set(known.map(idOf));
  const fresh = (Array.isArray(value) ? value : []).filter((each) => !ids.has(idOf(each)));
  if (fresh.length > 0) writeField(field, [...known, ...fresh]);
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
  const known = entries.find((entry) => isAlike(entry, value));
  const blank = entries.find(isBlankEntry);
  return known ?? blank ?? (isFull(group) ? null : appendEntry(group));
}

function isAlike(entry: HTMLElement, value: Metadata): boolean {
  const telling = fieldsOf(entry).filter((field) => TELLING.includes(nameOf(field)));
  return (
    telling.some((field) => {
      const [one, other] = [readField(field), value[nameOf(field)]].map(plain);
      return one !== "" && one === other;
    }) || isSamePerson(entry, value)
  );
}

function isSamePerson(entry: HTMLElement, value: Metadata): boolean {
  const names = ["family_name", "given_name"];
  const fields = fieldsOf(entry).filter((field) => names.includes(nameOf(field)));
  const isNamed = plain(value.family_name) !== "" && fields.length === names.length;
  return (
    isNamed && fields.every((field) => plain(readField(field)) === plain(value[nameOf(field)]))
  );
}

function plain(value: unknown): string {
  return String(value ?? "")
    .trim()
    .toLocaleLowerCase();
}
