// Fills a blank form from its link's parameters. That alone opens no deposit: only what the
// depositor does is saved, and until then the parameters stay in the fragment, for a reload.
import type { Desk } from "../filling/desk.ts";
import { fillIn } from "../filling/filled.ts";
import { fitted } from "../filling/fitting.ts";
import { heldFields } from "../filling/held.ts";
import { movedIntoFragment, onlyLink, parametersOf } from "./parameters.ts";

export function prefill(desk: Desk, readDoi: (doi: string) => void): void {
  const hash = movedIntoFragment(location.hash, location.search);
  replaceAddress(hash);
  const fields = heldFields(desk.form.element);
  const kinds = new Map(fields.map(({ name, kind }) => [name, kind]));
  const { values, doi } = parametersOf(new URLSearchParams(hash.slice(1)), kinds);
  const fit = fitted(desk.form.element, values).values;
  const labels = fields.filter(({ name }) => name in fit).map(({ label }) => label);
  if (labels.length > 0) {
    const sentence = desk.words("prefill", { labels: labels.join(", ") });
    const onUndo = () => replaceAddress(onlyLink(location.hash));
    fillIn(desk, fit, { sentence, isTheirs: false, onUndo });
  }
  if (doi) readDoi(doi);
}

function replaceAddress(hash: string): void {
  history.replaceState(null, "", location.pathname + hash);
}
