// A suggestion that was picked is written into the fields around the one it is for. What a person
// typed beside it is not lost, and ids go when the name that they stand for is typed over.
import type { Metadata } from "../submission.ts";
import { applyConditions } from "./conditions.ts";
import { removeEntry } from "./entries.ts";
import { mergeEntries } from "./merging.ts";
import { fieldsOf, groupOf, nameOf, scopeOf } from "./scope.ts";
import { isBlank, readField, readScope, writeField } from "./values.ts";

/** What the last pick for a field wrote, as it was then. */
interface Picked {
  readonly ids: ReadonlyMap<HTMLElement, unknown>;
  readonly entries: ReadonlyMap<HTMLElement, string>;
}

const picks = new WeakMap<HTMLElement, Picked>();

/** `origin` is the field it was picked for: what its last pick wrote is taken back before. */
export function fillScope(scope: HTMLElement, values: Metadata, origin?: HTMLElement): void {
  if (origin) takeBack(origin);
  const entries = new Map<HTMLElement, string>();
  for (const field of fieldsOf(scope)) {
    const value = values[nameOf(field)];
    if (field.hidden || value === undefined) continue;
    if (field.dataset.kind === "group") for (const entry of filled(field, value)) keep(entry);
    else if (!isBlank(value) || isId(field)) writeField(field, value ?? "");
  }
  function keep(entry: HTMLElement): void {
    entries.set(entry, JSON.stringify(readScope(entry)));
  }
  applyConditions(scope);
  remember(scope, values, { origin, entries });
}

function filled(field: HTMLElement, value: unknown): HTMLElement[] {
  const values: readonly Metadata[] = Array.isArray(value) ? value : [];
  const entries = mergeEntries(groupOf(field), values);
  // Each of them is a thing of its own, with ids that stand for its name.
  entries.forEach((entry, index) => {
    remember(entry, values[index] ?? {}, { entries: new Map() });
  });
  return entries;
}

/** Each id belongs to one name: the field's it is called after, or the one it was picked for. */
function remember(
  scope: HTMLElement,
  values: Metadata,
  { origin, entries }: { origin?: HTMLElement | undefined; entries: Picked["entries"] },
): void {
  const fields = fieldsOf(scope).filter((field) => !isBlank(values[nameOf(field)]));
  const names = fields.filter((field) => field.dataset.vocabulary !== undefined && !field.hidden);
  const ids = fields.filter(isId);
  for (const name of names) {
    const own = ids.filter((id) => nameFor(id, names, origin) === name);
    const written = new Map(own.map((id) => [id, readField(id)]));
    picks.set(name, { ids: written, entries: name === origin ? entries : new Map() });
  }
}

function nameFor(
  id: HTMLElement,
  names: readonly HTMLElement[],
  origin: HTMLElement | undefined,
): HTMLElement | undefined {
  const namesake = names.find((name) => nameOf(id).startsWith(`${nameOf(name)}_`));
  return namesake ?? (origin && names.includes(origin) ? origin : names[0]);
}

/** What stands for something else. */
function isId(field: HTMLElement): boolean {
  return "id" in field.dataset;
}

/** Ids and entries that are still as the pick left them. What was typed since is a person's own. */
function takeBack(name: HTMLElement): void {
  clearIds(name);
  for (const [entry, before] of picks.get(name)?.entries ?? []) {
    if (entry.isConnected && JSON.stringify(readScope(entry)) === before) removeEntry(entry);
  }
  picks.delete(name);
}

/** The name is another one now. Tells whether an id was emptied. */
export function typedOver(name: HTMLElement): boolean {
  const isEmptied = picks.has(name) ? clearIds(name) : clearKept(name);
  const { entries } = picks.get(name) ?? { entries: new Map() };
  picks.set(name, { ids: new Map(), entries });
  return isEmptied;
}

function clearIds(name: HTMLElement): boolean {
  const ids = [...(picks.get(name)?.ids ?? [])].filter(([id, value]) => readField(id) === value);
  for (const [id] of ids) writeField(id, "");
  return ids.length > 0;
}

/** Picked on another day: nobody ever types what is kept, so that it came with the name. */
function clearKept(name: HTMLElement): boolean {
  const fields = fieldsOf(scopeOf(name));
  const names = fields.filter((field) => field.dataset.vocabulary !== undefined && !field.hidden);
  const kept = fields.filter(
    (field) =>
      field.dataset.kind === "kept" &&
      nameFor(field, names, names[0]) === name &&
      !isBlank(readField(field)),
  );
  for (const field of kept) writeField(field, "");
  return kept.length > 0;
}
