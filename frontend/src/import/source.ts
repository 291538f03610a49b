// What somebody gives to fill the form from: a file, a DOI, or the link of an earlier deposit.
import { parseLink } from "../page/link.ts";
import type { Metadata } from "../submission.ts";

/** As the service takes it. */
export type ImportSource =
  | { readonly text: string; readonly name: string }
  | { readonly doi: string }
  | { readonly authors: string };

export interface NotUnderstood {
  readonly what: string;
  readonly value: unknown;
}

export interface Imported {
  readonly format: string;
  readonly values: Metadata;
  readonly filled: readonly string[];
  readonly not_understood: readonly NotUnderstood[];
}

export type Typed =
  | { readonly kind: "doi"; readonly doi: string }
  | { readonly kind: "deposit"; readonly id: string; readonly key: string }
  | { readonly kind: "none" };

const DOI = /\b10\.\d{4,9}\/[^\s"<>]+/;
/** The page of a record at a repository like Zenodo. */
const RECORD = /^https?:\/\/([^/\s]+)\/(?:[^?#\s]*\/)?records?\/([\w-]+)/;

/** Hosts of repositories, and how the DOIs of their records begin. */
export type Records = Readonly<Record<string, string>>;

export function typedSource(text: string, records: Records): Typed {
  const link = parseLink(text.includes("#") ? text.slice(text.indexOf("#")).trim() : "");
  if (link.kind === "submission") return { kind: "deposit", id: link.id, key: link.key };
  const [, host = "", id = ""] = RECORD.exec(text.trim()) ?? [];
  if (Object.hasOwn(records, host)) return { kind: "doi", doi: `${records[host]}${id}` };
  const doi = DOI.exec(text)?.[0];
  return doi ? { kind: "doi", doi: doi.replace(/[.,;)\]]+$/, "") } : { kind: "none" };
}
