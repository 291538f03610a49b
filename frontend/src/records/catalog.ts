// All records as the list's file has them: a row each, names by number. Knows no page.
import { folded } from "../page/folded.ts";

export const FACETS = ["year", "type", "person", "grant"] as const;
export type Facet = (typeof FACETS)[number];

type Row = readonly [
  id: string,
  title: string,
  date: string,
  type: number,
  people: readonly number[],
  grants: readonly number[],
  doi: string,
  version: string,
  keywords: string,
  practice: 0 | 1,
];

export interface Index {
  readonly people: readonly string[];
  readonly grants: readonly string[];
  readonly types: readonly string[];
  readonly records: readonly Row[];
}

export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly date: string;
  readonly doi: string;
  readonly version: string;
  readonly isPractice: boolean;
  readonly facets: Readonly<Record<Facet, readonly string[]>>;
  /** Everything that is searched, folded. */
  readonly text: string;
}

export function entriesOf(index: Index): readonly Entry[] {
  return index.records.map((row) => entryOf(row, index));
}

function entryOf(row: Row, { people, grants, types }: Index): Entry {
  const [id, title, date, type, whos, awards, doi, version, keywords, practice] = row;
  const facets = {
    year: [date.slice(0, 4)].filter(Boolean),
    type: [types[type] ?? ""].filter(Boolean),
    person: named(whos, people),
    grant: named(awards, grants),
  };
  const searched = [title, ...facets.person, ...facets.grant, keywords, doi, date].join(" ");
  const isPractice = practice === 1;
  return { id, title, date, doi, version, isPractice, facets, text: folded(searched) };
}

function named(numbers: readonly number[], names: readonly string[]): string[] {
  return [...new Set(numbers.map((number) => names[number] ?? ""))].filter(Boolean);
}
