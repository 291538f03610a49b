// What of a deposit is kept for another like it: people, licence, funding and words to find it by;
// never its title, text, files, DOI or dates. Kept in this window only, without any key.
import type { Metadata } from "../submission.ts";

const NAME = "zenferry:another";
const KEPT: readonly string[] = [
  "resource_type",
  "keywords",
  "creators",
  "contributors",
  "licence",
  "licences",
  "copyright",
  "funding",
  "languages",
  "subjects",
  "programming_languages",
  "publisher",
];

export function keepForAnother(store: Storage, metadata: Metadata): void {
  const entries = Object.entries(metadata).filter(([name]) => KEPT.includes(name));
  store.setItem(NAME, JSON.stringify(Object.fromEntries(entries)));
}

export function keptForAnother(store: Storage): Metadata {
  try {
    const kept: unknown = JSON.parse(store.getItem(NAME) ?? "null");
    return typeof kept === "object" && kept !== null ? (kept as Metadata) : {};
  } catch {
    return {};
  }
}

export function forgetAnother(store: Storage): void {
  store.removeItem(NAME);
}
