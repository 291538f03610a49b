// The form as a tree of fields, as its markup says: a scope is the form or one entry of a group.
// Everything is read from the document, so that there is no second copy to keep in step.
import { html, the } from "../page/elements.ts";
import { richControl } from "./rich-box.ts";

const SCOPE = "[data-entry], form";

export function scopeOf(element: Element): HTMLElement {
  const scope = element.parentElement?.closest<HTMLElement>(SCOPE);
  if (!scope) throw new TypeError("The template has a field outside the form");
  return scope;
}

/** The scope's own fields. Those of the entries inside are not even walked over: they are many. */
export function fieldsOf(scope: Element): HTMLElement[] {
  const found: HTMLElement[] = [];
  collect(scope, found);
  return found;
}

function collect(element: Element, found: HTMLElement[]): void {
  for (const child of element.children) {
    if (!(child instanceof HTMLElement)) continue;
    if (child.dataset.field !== undefined) found.push(child);
    else collect(child, found);
  }
}

/** The field that an event came from. */
export function fieldAround(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-field]") : null;
}

/** A box beside which a list of suggestions comes up. */
export function isLookup(target: EventTarget | null): target is HTMLInputElement {
  if (!(target instanceof HTMLInputElement)) return false;
  return fieldAround(target)?.dataset.vocabulary !== undefined;
}

export function nameOf(field: HTMLElement): string {
  return field.dataset.field ?? "";
}

export function kindOf(field: HTMLElement): string {
  return field.dataset.kind ?? "";
}

export function fieldNamed(scope: HTMLElement, name: string): HTMLElement | undefined {
  return fieldsOf(scope).find((field) => nameOf(field) === name);
}

export function groupOf(field: HTMLElement): HTMLElement {
  return html("[data-group]", field);
}

export function entriesOf(group: HTMLElement): HTMLElement[] {
  return [...html(":scope > [data-entries]", group).children].filter(
    (entry) => entry instanceof HTMLElement,
  );
}

export function templateOf(group: HTMLElement): HTMLTemplateElement {
  return the(":scope > [data-entry-template]", HTMLTemplateElement, group);
}

/** What takes the focus when the field is meant. */
export function controlOf(field: HTMLElement): HTMLElement {
  if (field.dataset.kind === "group") return field;
  if (field.dataset.kind === "rich") return richControl(field);
  const control = field.querySelector<HTMLElement>(
    "input:checked, input:not([type=radio]), textarea, select, input",
  );
  return control ?? field;
}
