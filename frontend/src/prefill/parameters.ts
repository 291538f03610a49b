// What a link may bring along for the form, read from its fragment or query. Whatever it says is
// only ever values of fields: what is too long, too much or of no field is not taken.
import { splitWords } from "../form/chips.ts";
import type { Metadata } from "../submission.ts";

/** The link itself; these open a deposit and are no fields. */
const LINK = ["invitation", "former", "submission", "key"];
const LONGEST = 20_000;
const MOST = 60;

export interface Parameters {
  readonly values: Metadata;
  /** To be read from where it is registered, if the depositor wants that. */
  readonly doi: string;
}

/** `kinds` says of each field of the form what kind it is. */
export function parametersOf(
  given: URLSearchParams,
  kinds: ReadonlyMap<string, string>,
): Parameters {
  const values: Record<string, unknown> = {};
  const entries = [...given].filter(([name]) => !LINK.includes(name)).slice(0, MOST);
  for (const [name, text] of entries) {
    const kind = kinds.get(name);
    // A name such as __proto__ is no field's.
    if (kind === undefined || text.trim() === "" || text.length > LONGEST) continue;
    const value = read(kind, text);
    if (value !== undefined) values[name] = value;
  }
  const doi = kinds.has("doi") ? "" : (given.get("doi") ?? "").slice(0, 300).trim();
  return { values, doi };
}

function read(kind: string, text: string): unknown {
  if (kind === "keywords")
    return text.trimStart().startsWith("[") ? listOf(text) : splitWords(text);
  if (kind === "terms") return listOf(text) ?? splitWords(text);
  if (kind === "group") return listOf(text);
  return text;
}

function listOf(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The fragment with the query's parameters after it, and without `names`. */
export function movedIntoFragment(hash: string, search: string): string {
  const all = new URLSearchParams(hash.replace(/^#/, ""));
  for (const [name, value] of new URLSearchParams(search)) {
    // A secret is never read from a query, which servers see and write down.
    if (!LINK.includes(name) && !all.has(name)) all.append(name, value);
  }
  return `#${all}`;
}

export function onlyLink(hash: string): string {
  const all = new URLSearchParams(hash.replace(/^#/, ""));
  for (const name of [...all.keys()]) if (!LINK.includes(name)) all.delete(name);
  return `#${all}`;
}
