// One entry of a group: made from its <template>, placed, moved, taken away. Speaks to nobody.
import { copyOf, html } from "../page/elements.ts";
import { applyConditions } from "./conditions.ts";
import { entriesOf, templateOf } from "./scope.ts";

let made = 0;

/** Ids are numbered by birth, not by place, so that moving changes none of them. */
export function appendEntry(group: HTMLElement): HTMLElement {
  const entry = copyOf(templateOf(group));
  made += 1;
  fill(entry, `{${group.dataset.group}}`, String(made));
  html(":scope > [data-entries]", group).append(entry);
  applyConditions(entry);
  return entry;
}

function fill(element: Element, token: string, value: string): void {
  for (const { name, value: text } of [...element.attributes]) {
    if (text.includes(token)) element.setAttribute(name, text.replaceAll(token, value));
  }
  const inside = element instanceof HTMLTemplateElement ? element.content : element;
  for (const child of inside.children) fill(child, token, value);
}

/** -1 is up, 1 is down; false where there is no further to go. */
export function moveEntry(entry: HTMLElement, by: -1 | 1): boolean {
  const other = by < 0 ? entry.previousElementSibling : entry.nextElementSibling;
  if (!other) return false;
  if (by < 0) other.before(entry);
  else other.after(entry);
  return true;
}

/** The entry that takes the place of the removed one, if there is any left. */
export function removeEntry(entry: HTMLElement): Element | null {
  const heir = entry.nextElementSibling ?? entry.previousElementSibling;
  entry.remove();
  return heir;
}

export function isFull(group: HTMLElement): boolean {
  return entriesOf(group).length >= Number(group.dataset.most);
}
