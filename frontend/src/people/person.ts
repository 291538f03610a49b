// People as rows to be checked: one line each, from the form's entries and back to them.
import { isNothing, isRecord } from "../form/bare.ts";

export type Entry = Readonly<Record<string, unknown>>;

export interface Row {
  readonly type: "person" | "organisation";
  readonly given_name: string;
  readonly family_name: string;
  readonly name: string;
  readonly orcid: string;
  /** Several with a semicolon between them. */
  readonly affiliation: string;
}

export function rowOf(entry: Entry): Row {
  const text = (name: string) => (typeof entry[name] === "string" ? (entry[name] as string) : "");
  const isPerson = entry.type !== "organisation" && !(text("name") && !text("family_name"));
  return {
    type: isPerson ? "person" : "organisation",
    given_name: text("given_name"),
    family_name: text("family_name"),
    name: text("name"),
    orcid: text("orcid"),
    affiliation: affiliationsOf(entry).map(nameOf).join("; "),
  };
}

/** The entry as it was, with what the row says now: an affiliation left alone keeps its ROR id. */
export function entryOf(row: Row, entry: Entry): Entry {
  const affiliations = affiliationsOf(entry);
  const named = row.affiliation
    .split(";")
    .map((name) => name.trim())
    .filter(Boolean);
  const kept = named.map((name) => affiliations.find((one) => nameOf(one) === name) ?? { name });
  const { type, given_name, family_name, name, orcid } = row;
  const who = type === "person" ? { given_name, family_name, orcid } : { name };
  return { ...entry, type, ...who, affiliations: kept };
}

export function isPerson(value: unknown): value is Entry {
  return isRecord(value) && !(isNothing(value.family_name) && isNothing(value.name));
}

function affiliationsOf({ affiliations }: Entry): Record<string, unknown>[] {
  return Array.isArray(affiliations) ? affiliations.filter(isRecord) : [];
}

function nameOf({ name }: Record<string, unknown>): string {
  return typeof name === "string" ? name : "";
}
