// A value in a few words, to be recognised: a text's beginning, a choice's label, who is in a list.
import { whoIs } from "../form/alike.ts";
import { isNothing, isRecord } from "../form/bare.ts";
import { controlOf, kindOf } from "../form/scope.ts";
import type { Words } from "../page/words.ts";

const LONGEST = 160;
const MOST_NAMED = 4;
/** The parts that say what an entry is; the first of each row that is there is taken. */
const TELLING = [
  ["title", "reference", "identifier", "place", "award", "text"],
  ["date", "funder", "award_number"],
];

export function inShort(field: HTMLElement, value: unknown, words: Words): string {
  if (isNothing(value)) return words("fill.nothing");
  if (Array.isArray(value)) return listInShort(value, words);
  if (isRecord(value)) return cut(bareText(String(value.text ?? "")));
  return cut(labelOfChoice(field, String(value)) ?? String(value));
}

function listInShort(list: readonly unknown[], words: Words): string {
  const named = list.slice(0, MOST_NAMED).map(entryInShort).filter(Boolean).join("; ");
  const rest = list.length - MOST_NAMED;
  return rest > 0 ? words("fill.more", { named: cut(named), n: rest }) : cut(named);
}

export function entryInShort(entry: unknown): string {
  if (!isRecord(entry)) return String(entry);
  if (typeof entry.label === "string") return entry.label;
  const who = whoIs(entry);
  if (who) return who;
  const parts = TELLING.map((names) => names.map((name) => entry[name]).find(isTelling));
  return parts.filter(isTelling).map(textOf).join(", ");
}

function isTelling(value: unknown): boolean {
  return !isNothing(value);
}

function textOf(value: unknown): string {
  return isRecord(value) ? bareText(String(value.text ?? "")) : String(value);
}

/** Marks of HTML are of no use to the eye here; what is left is only ever shown as text. */
function bareText(text: string): string {
  return text
    .replace(/<\/?[a-z][^>]*>/gi, " ")
    .replace(
      /&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi,
      (written, name) => signOf(name) ?? written,
    )
    .replace(/\s+/g, " ")
    .trim();
}

const SIGNS: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

function signOf(name: string): string | undefined {
  if (!name.startsWith("#")) return SIGNS[name.toLowerCase()];
  const isHex = /^#x/i.test(name);
  const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function labelOfChoice(field: HTMLElement, value: string): string | undefined {
  if (kindOf(field) === "choice") {
    const control = controlOf(field);
    const options = control instanceof HTMLSelectElement ? [...control.options] : [];
    return options.find((option) => option.value === value)?.text;
  }
  if (kindOf(field) !== "radios") return undefined;
  const radios = [...field.querySelectorAll<HTMLInputElement>("input[type=radio]")];
  const radio = radios.find((one) => one.value === value)?.closest("label");
  return radio?.querySelector(".radio-label")?.textContent?.trim();
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()} …` : text;
}
