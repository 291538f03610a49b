// Whether what was read describes a paper and not the data of this deposit: then the data share its
// people, grants and words, but not its title, text, date or licence.
import type { Metadata } from "../submission.ts";

/** Formats in which papers come; all others describe what they lie beside. */
const OF_PAPERS: readonly string[] = ["crossref", "datacite", "csl", "bibtex"];
const SHARED: readonly string[] = [
  "creators",
  "contributors",
  "funding",
  "keywords",
  "subjects",
  "related",
];

export interface Read {
  readonly format: string;
  readonly values: Metadata;
  readonly not_understood: readonly { readonly what: string; readonly value: unknown }[];
}

/** `held`: the type in the form. A form that asks for none was told the paper's all the same. */
export function isPaper({ format, values, not_understood }: Read, held: unknown): boolean {
  const left = not_understood.find(({ what }) => what === "resource_type")?.value;
  const type = String(values.resource_type ?? left ?? "");
  return OF_PAPERS.includes(format) && type.startsWith("publication") && type !== held;
}

export function isShared(name: string): boolean {
  return SHARED.includes(name);
}
