// Begins a form with what was kept of the deposit before it.
import type { Desk } from "../filling/desk.ts";
import { fillIn } from "../filling/filled.ts";
import { fitted } from "../filling/fitting.ts";
import { heldFields } from "../filling/held.ts";
import { forgetAnother, keptForAnother } from "./template.ts";

export function beginAnother(desk: Desk): void {
  const { element } = desk.form;
  const { values } = fitted(element, keptForAnother(sessionStorage));
  const labels = heldFields(element).filter(({ name }) => name in values);
  if (labels.length === 0) return;
  const named = labels.map(({ label }) => label).join(", ");
  fillIn(desk, values, {
    sentence: desk.words("another.kept", { labels: named }),
    isTheirs: false,
    onUndo: () => forgetAnother(sessionStorage),
  });
}
