// What went wrong, told in its place on a face; null: nothing did.
import { html, say, show } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import type { Words } from "../page/words.ts";
import { reasonOf } from "../problem.ts";

export function tellFailure(selector: string, error: unknown, words: Words): void {
  const sentence = error === null ? "" : saying(reasonOf(error), words);
  say(html(selector), sentence);
  show(html(selector), sentence !== "");
}
