// Whether two entries of a list mean the same one, and who an entry is: one rule for what is picked,
// imported, pasted and named. Knows values only, no field of the page.
import { bare, isNothing, isRecord } from "./bare.ts";

type Entry = Readonly<Record<string, unknown>>;

/** An id that both have decides, the surest first. */
const IDS = ["orcid", "isni", "gnd", "ror", "identifier", "id", "award_id", "award_number"];
const OTHERS = ["title", "reference", "place", "funder", "award", "type", "date", "text"];

/** What is said of the one kind does not apply to the other, though it may be kept with it. */
const PEOPLE: Readonly<Record<string, { readonly names: string[]; readonly not: string[] }>> = {
  person: { names: ["given_name", "family_name"], not: ["ror"] },
  organisation: { names: ["name"], not: ["orcid", "isni", "gnd"] },
};

export function isSameEntry(one: unknown, other: unknown): boolean {
  if (!isRecord(one) || !isRecord(other)) return folded(idOr(one)) === folded(idOr(other));
  const [mine, others] = [idsOf(one), idsOf(other)];
  const id = mine.find((name) => others.includes(name));
  if (id) return folded(one[id]) === folded(other[id]);
  const name = naming(one);
  return name !== "" && name === naming(other);
}

/** The name of the person or organisation that an entry is; empty if it is neither. */
export function whoIs(entry: Entry): string {
  const names = peopleOf(entry)?.names ?? [];
  return names.flatMap((name) => (isNothing(entry[name]) ? [] : [String(entry[name])])).join(" ");
}

function idsOf(entry: Entry): string[] {
  const not = peopleOf(entry)?.not ?? [];
  return IDS.filter((name) => !not.includes(name) && !isNothing(entry[name]));
}

function peopleOf(entry: Entry) {
  const told = PEOPLE[String(entry.type)];
  if (told) return told;
  if (!isNothing(entry.family_name)) return PEOPLE.person;
  return isNothing(entry.name) ? undefined : PEOPLE.organisation;
}

function naming(entry: Entry): string {
  const texts = (peopleOf(entry)?.names ?? OTHERS).map((part) => folded(entry[part]));
  return texts.join(" ").trim().replace(/\s+/g, " ");
}

/** The old list, and of the new one what it lacks. */
export function added(old: unknown, more: unknown): unknown[] {
  const list = Array.isArray(old) ? [...old] : [];
  for (const one of Array.isArray(more) ? more : []) {
    if (!list.some((other) => isSameEntry(one, other))) list.push(one);
  }
  return list;
}

/** A term is its id, with a label or without. */
function idOr(value: unknown): unknown {
  return isRecord(value) ? value.id : value;
}

function folded(value: unknown): string {
  if (typeof value === "string") return value.trim().toLocaleLowerCase();
  return value === undefined || value === null ? "" : JSON.stringify(bare(value) ?? "");
}
