// Shows the fields that apply and hides the others; what was typed in a hidden one stays in it.
import { show } from "../page/elements.ts";
import { fieldNamed, fieldsOf } from "./scope.ts";

export function applyConditions(scope: HTMLElement): void {
  for (const field of fieldsOf(scope)) {
    const { when, whenValues } = field.dataset;
    if (when) show(field, (whenValues ?? "").split(" ").includes(chosen(scope, when)));
  }
}

/** Conditions look at choices only. */
function chosen(scope: HTMLElement, name: string): string {
  const control = fieldNamed(scope, name)?.querySelector("input:checked, select");
  return (control as HTMLInputElement | HTMLSelectElement | null)?.value ?? "";
}
