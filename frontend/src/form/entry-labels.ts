// What an entry is called and what stands on its one line: "3. Ada Lovelace · 0000-… · Navy". Reads
// the entry's own fields and no other's.
import { all, html, say } from "../page/elements.ts";
import type { Words } from "../page/words.ts";
import { CHOICES } from "./conditions.ts";
import { capitalised } from "./labels.ts";
import { controlOf, entriesOf, fieldsOf, groupOf, nameOf } from "./scope.ts";
import { isBlank, readField } from "./values.ts";

const NAMING = ["given_name", "family_name", "name"];
/** Of no use on one line: what is always there, what is not for people, and what is too long. */
const SILENT = new Set(["radios", "kept", "rich", "paragraphs"]);
const DETAILS = 3;

/** Its name, if it has any, and what else tells it from the others. */
export interface Summary {
  readonly name: string;
  readonly details: readonly string[];
}

export function summaryOf(entry: HTMLElement): Summary {
  const shown = fieldsOf(entry).filter((field) => !field.hidden && !("aside" in field.dataset));
  const named = NAMING.map((name) => shown.find((field) => nameOf(field) === name));
  const others = shown.filter((field) => !named.includes(field));
  const [choices, typed] = [true, false].map((isChosen) =>
    others.filter(({ dataset }) => CHOICES.has(dataset.kind ?? "") === isChosen).flatMap(textOf),
  );
  const name = named.flatMap((field) => (field ? textOf(field) : [])).join(" ");
  const rest = [...(name ? [name] : []), ...(typed ?? [])];
  // Something is always chosen: by itself it is no name.
  if (rest.length === 0) return { name: "", details: [] };
  const details = [...rest.slice(1), ...(choices ?? [])];
  return { name: rest[0] ?? "", details: details.slice(0, DETAILS) };
}

/** The one text of a field, or none. */
function textOf(field: HTMLElement): string[] {
  const kind = field.dataset.kind ?? "";
  if (SILENT.has(kind)) return [];
  return [kind === "group" ? namesIn(field) : said(field)]
    .map((text) => text.trim())
    .filter(Boolean);
}

function namesIn(field: HTMLElement): string {
  return entriesOf(groupOf(field))
    .map((entry) => summaryOf(entry).name)
    .filter(Boolean)
    .join(", ");
}

function said(field: HTMLElement): string {
  const control = controlOf(field);
  if (control instanceof HTMLSelectElement) {
    return control.value ? (control.selectedOptions[0]?.textContent ?? "") : "";
  }
  const value = readField(field);
  return Array.isArray(value) ? value.join(", ") : String(value);
}

/** The entry's own heading. */
export function nameEntry(entry: HTMLElement, n: number, one: string, words: Words): void {
  const { name, details } = summaryOf(entry);
  const title = words(name ? "entry.named" : "entry.title", { n, name, one: capitalised(one) });
  say(html("[data-entry-title]", entry), title);
  const detail = entry.querySelector("[data-entry-detail]");
  if (detail) say(detail, details.join(" · "));
  countMore(entry, words);
}

/** The entry, its buttons, and those that it holds. */
export function labelGroup(group: HTMLElement, words: Words): void {
  const entries = entriesOf(group);
  const one = group.dataset.one ?? "";
  entries.forEach((entry, index) => {
    nameEntry(entry, index + 1, one, words);
    labelTools(entry, { n: index + 1, one }, words);
    html("[data-entry-up]", entry).ariaDisabled = String(index === 0);
    html("[data-entry-down]", entry).ariaDisabled = String(index === entries.length - 1);
  });
}

function labelTools(entry: HTMLElement, place: { n: number; one: string }, words: Words): void {
  for (const tool of ["edit", "up", "down", "remove"]) {
    const button = entry.querySelector<HTMLElement>(`[data-entry-${tool}]`);
    if (!button) continue;
    button.ariaLabel = words(`entry.${tool}`, place);
    button.title = button.ariaLabel;
  }
}

/** How much of what is seldom needed is filled in, told while it is folded. */
function countMore(entry: HTMLElement, words: Words): void {
  const count = entry.querySelector(":scope > [data-entry-body] > [data-more] [data-more-count]");
  if (!count) return;
  const aside = fieldsOf(entry).filter((field) => "aside" in field.dataset && !field.hidden);
  const n = aside.filter((field) => !isBlank(readField(field))).length;
  say(count, n > 0 ? words("more.filled", { n }) : "");
}

/** All groups, those in entries too. */
export function groupsIn(root: ParentNode): HTMLElement[] {
  return all("[data-group]", root);
}
