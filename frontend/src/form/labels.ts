// What a field is called where it stands: "Creator 2, family name". Read from the labels on the page.
import type { Words } from "../page/words.ts";
import { entriesOf } from "./scope.ts";

/** A problem's sentence away from its field, where it must say what it is about. */
export function namedSentence(field: HTMLElement, message: string, words: Words): string {
  const label = labelOf(field);
  const entry = field.parentElement?.closest<HTMLElement>("[data-entry]");
  const name = entry ? [...entriesAround(entry, words), inSentence(label)].join(", ") : label;
  // Some sentences begin with the label themselves.
  const rest = message.startsWith(`${label}: `) ? message.slice(label.length + 2) : message;
  return words("summary.named", { name, message: rest });
}

function entriesAround(entry: HTMLElement, words: Words): string[] {
  const group = entry.closest<HTMLElement>("[data-group]");
  if (!group) return [];
  const outer = group.closest<HTMLElement>("[data-entry]");
  const n = entriesOf(group).indexOf(entry) + 1;
  const one = group.dataset.one ?? "";
  const name = words("entry.title", { one: outer ? one : capitalised(one), n });
  return [...(outer ? entriesAround(outer, words) : []), name];
}

/** The label's own words, without the mark that it may be left out. */
export function labelOf(field: HTMLElement): string {
  const label = field.querySelector(":scope > .label, :scope > .tick");
  const words = [...(label?.querySelectorAll("span:not(.optional)") ?? []), label].find(Boolean);
  const own = [...(words?.childNodes ?? [])].filter((node) => node.nodeType === Node.TEXT_NODE);
  return own
    .map(({ textContent }) => textContent)
    .join("")
    .trim();
}

/** English writes small within a sentence what is not a short form, as "ORCID iD" is. */
function inSentence(label: string): string {
  const isPlain = /^\p{Lu}\p{Ll}/u.test(label) && document.documentElement.lang.startsWith("en");
  return isPlain ? label.charAt(0).toLocaleLowerCase() + label.slice(1) : label;
}

export function capitalised(word: string): string {
  return word.charAt(0).toLocaleUpperCase() + word.slice(1);
}
