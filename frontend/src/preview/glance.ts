// What is said of the record beside the form: how it will be cited, and how many things are worth
// another look.
import type { Preview } from "../api.ts";
import { sayWithDoi } from "../page/doi.ts";
import { button, html, say, show } from "../page/elements.ts";
import type { Words } from "../page/words.ts";
import { previewOf } from "./latest.ts";
import type { PreviewsOptions } from "./options.ts";

let turn = 0;

/** An answer that comes after a later one is of no use any more. */
export async function glance({ api, request, words }: PreviewsOptions): Promise<void> {
  turn += 1;
  const mine = turn;
  const wanted = { ...request(), parts: ["citation", "warnings"] as const };
  const found = await previewOf(await api(), wanted, "always").catch(() => null);
  if (found && mine === turn) tell(found, words);
}

export function tell(preview: Preview, words: Words): void {
  const [citation] = preview.citations;
  const isCitable = preview.title !== "" && preview.creators.length > 0 && citation !== undefined;
  show(html("#cited"), isCitable);
  if (citation) sayWithDoi(html("#cited-text"), citation.text);
  count(preview.warnings.length, words);
}

function count(n: number, words: Words): void {
  const badge = html("[data-count]", button("#preview"));
  show(badge, n > 0);
  say(html("[aria-hidden]", badge), String(n));
  say(html(".unseen", badge), words("preview.warnings", { n }));
}
