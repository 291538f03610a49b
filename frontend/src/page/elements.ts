// Finding what the template promised, as the kind of element it must be. Knows no page.

type Kind<T extends Element> = abstract new () => T;

/** The one element that `selector` means; a template that lacks it is a mistake, told by name. */
export function the<T extends Element>(selector: string, kind: Kind<T>, root?: ParentNode): T {
  const found = (root ?? document).querySelector(selector);
  if (found instanceof kind) return found;
  throw new TypeError(`The template lacks ${selector} (${kind.name})`);
}

export function html(selector: string, root?: ParentNode): HTMLElement {
  return the(selector, HTMLElement, root);
}

export function button(selector: string, root?: ParentNode): HTMLButtonElement {
  return the(selector, HTMLButtonElement, root);
}

export function all(selector: string, root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(selector)];
}

/** A fresh copy of what stands in a <template>: its first element. */
export function copyOf(template: HTMLTemplateElement): HTMLElement {
  const copy = template.content.firstElementChild?.cloneNode(true);
  if (copy instanceof HTMLElement) return copy;
  throw new TypeError(`The template ${template.id} is empty`);
}

/** Writes only what changed: a live region and a caret stay undisturbed. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function show(element: HTMLElement, shown: boolean): void {
  if (element.hidden === shown) element.hidden = !shown;
}
