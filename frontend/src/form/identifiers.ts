// What an identifier that was left is understood as, said quietly beside it. A first look only: the
// service decides, and what it does not know it tells as a problem.
import { controlOf, fieldAround, fieldNamed, kindOf, scopeOf } from "./scope.ts";

/** By the values of the list of kinds beside it, which has the words for them. */
const LOOKS: readonly (readonly [scheme: string, look: RegExp])[] = [
  ["doi", /^(?:https?:\/\/(?:dx\.|www\.)?doi\.org\/|doi:\s*)?10\.\d{4,9}\/\S+$/i],
  ["arxiv", /^(?:https?:\/\/arxiv\.org\/(?:abs|pdf)\/|arxiv:\s*)\S+$/i],
  ["handle", /^(?:https?:\/\/hdl\.handle\.net\/|hdl:\s*)\S+$/i],
  ["ark", /^(?:https?:\/\/\S+\/)?ark:\/?\d{5}\S*$/i],
  ["urn", /^urn:[a-z0-9][a-z0-9-]*:\S+$/i],
  ["pmid", /^pmid:\s*\d+$/i],
  ["isbn", /^(?:isbn:?\s*)?97[89](?:[ -]?\d){10}$/i],
  ["issn", /^(?:issn:?\s*)?\d{4}-\d{3}[\dX]$/i],
  ["url", /^https?:\/\/\S+\.\S+$/i],
];

export function schemeOf(text: string): string | undefined {
  return LOOKS.find(([, look]) => look.test(text.trim()))?.[0];
}

export function tellIdentifiers(form: HTMLElement): void {
  form.addEventListener("change", ({ target }) => told(fieldAround(target)));
  // What was said held for what stood there before.
  form.addEventListener("input", ({ target }) => marked(fieldAround(target))?.remove());
}

function told(changed: HTMLElement | null): void {
  if (!changed || !["identifier", "choice"].includes(kindOf(changed))) return;
  const scope = scopeOf(changed);
  const [field, kinds] = [fieldNamed(scope, "identifier"), fieldNamed(scope, "scheme")];
  const [box, list] = [field && controlOf(field), kinds && controlOf(kinds)];
  if (!field || !(box instanceof HTMLInputElement) || !(list instanceof HTMLSelectElement)) return;
  marked(field)?.remove();
  const scheme = list.value === "" ? schemeOf(box.value) : undefined;
  const kind = [...list.options].find(({ value }) => value === scheme && value);
  if (!kind) return;
  const mark = document.createElement("p");
  mark.className = "hint";
  mark.dataset.recognised = "";
  mark.role = "status";
  mark.textContent = kind.text;
  box.after(mark);
}

function marked(field: HTMLElement | null): HTMLElement | null {
  return field?.querySelector<HTMLElement>("[data-recognised]") ?? null;
}
