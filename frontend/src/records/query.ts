// What is asked for, as it stands after the # of the address: to be shared, and kept by "back".
import { folded } from "../page/folded.ts";
import { type Entry, FACETS, type Facet } from "./catalog.ts";

export interface Query {
  readonly words: string;
  readonly chosen: Readonly<Record<Facet, readonly string[]>>;
}

export const NOTHING: Query = { words: "", chosen: { year: [], type: [], person: [], grant: [] } };

export function readQuery(hash: string): Query {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const of = (facet: Facet) => [...new Set(asked.getAll(facet).filter(Boolean))];
  const chosen = { year: of("year"), type: of("type"), person: of("person"), grant: of("grant") };
  return { words: asked.get("q") ?? "", chosen };
}

export function writeQuery({ words, chosen }: Query): string {
  const asked = new URLSearchParams();
  if (words.trim()) asked.set("q", words.trim());
  for (const facet of FACETS) {
    for (const value of chosen[facet]) asked.append(facet, value);
  }
  const text = asked.toString();
  return text ? `#${text}` : "";
}

export function countChosen({ chosen }: Query): number {
  return FACETS.reduce((sum, facet) => sum + chosen[facet].length, 0);
}

/** The same with one value of a facet put on or taken off. */
export function toggled(query: Query, facet: Facet, value: string, isOn: boolean): Query {
  const others = query.chosen[facet].filter((each) => each !== value);
  const chosen = { ...query.chosen, [facet]: isOn ? [...others, value] : others };
  return { ...query, chosen };
}

type Fits = (entry: Entry) => boolean;

/** Every word somewhere; of a facet any of the chosen values, of all facets each. */
function conditions({ words, chosen }: Query): { text: Fits; facets: Record<Facet, Fits> } {
  const parts = folded(words).split(/\s+/).filter(Boolean);
  const of = (facet: Facet): Fits => {
    const wanted = new Set(chosen[facet]);
    return (entry) => wanted.size === 0 || entry.facets[facet].some((value) => wanted.has(value));
  };
  return {
    text: (entry) => parts.every((part) => entry.text.includes(part)),
    facets: { year: of("year"), type: of("type"), person: of("person"), grant: of("grant") },
  };
}

export interface Counted {
  readonly value: string;
  readonly count: number;
}

export interface Found {
  readonly entries: readonly Entry[];
  readonly counts: Readonly<Record<Facet, readonly Counted[]>>;
}

/** What fits; and for each facet how many would fit by each of its values, the others as chosen. */
export function search(entries: readonly Entry[], query: Query): Found {
  const { text, facets } = conditions(query);
  const tallies = { year: tally(), type: tally(), person: tally(), grant: tally() };
  const found: Entry[] = [];
  for (const entry of entries) {
    if (!text(entry)) continue;
    const missed = FACETS.filter((facet) => !facets[facet](entry));
    if (missed.length === 0) found.push(entry);
    for (const facet of FACETS) {
      if (missed.every((each) => each === facet)) count(tallies[facet], entry.facets[facet]);
    }
  }
  const of = (facet: Facet) => sorted(facet, tallies[facet], query.chosen[facet]);
  const counts = { year: of("year"), type: of("type"), person: of("person"), grant: of("grant") };
  return { entries: found, counts };
}

function tally(): Map<string, number> {
  return new Map();
}

function count(into: Map<string, number>, values: readonly string[]): void {
  for (const value of values) into.set(value, (into.get(value) ?? 0) + 1);
}

/** What is chosen stays in sight even where nothing fits it any more. */
function sorted(facet: Facet, counts: Map<string, number>, chosen: readonly string[]): Counted[] {
  for (const value of chosen) counts.set(value, counts.get(value) ?? 0);
  const rows = [...counts].map(([value, count]) => ({ value, count }));
  if (facet === "year") return rows.sort((a, b) => (a.value < b.value ? 1 : -1));
  return rows.sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}
