// Shows the fields that apply and hides the others; what was typed in a hidden one stays in it.
import { show } from "../page/elements.ts";
import { fieldNamed, fieldsOf, nameOf } from "./scope.ts";

/** Conditions look at choices only: nothing else needs to be followed. */
export const CHOICES = new Set(["choice", "radios"]);

export function applyConditions(scope: HTMLElement): void {
  const chosen = new Map<string, string>();
  for (const field of fieldsOf(scope)) {
    const { when, whenValues } = field.dataset;
    if (!when) continue;
    if (!chosen.has(when)) chosen.set(when, chosenIn(scope, when));
    show(field, (whenValues ?? "").split(" ").includes(chosen.get(when) ?? ""));
  }
}

/** Whether other fields hang on what is chosen in this one. */
export function isCondition(scope: HTMLElement, field: HTMLElement): boolean {
  if (!CHOICES.has(field.dataset.kind ?? "")) return false;
  return fieldsOf(scope).some(({ dataset }) => dataset.when === nameOf(field));
}

function chosenIn(scope: HTMLElement, name: string): string {
  const field = fieldNamed(scope, name);
  if (!field) return fixedIn(scope, name);
  const control = field.querySelector("input:checked, select");
  return (control as HTMLInputElement | HTMLSelectElement | null)?.value ?? "";
}

/** What the consortium decided is not asked, but holds. */
function fixedIn(scope: HTMLElement, name: string): string {
  return scope.querySelector<HTMLElement>(`[data-fixed="${name}"]`)?.dataset.value ?? "";
}
