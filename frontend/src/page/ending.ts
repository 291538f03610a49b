// That a deposit ends in the next days, and what the curators want changed in it: told where it is
// gone on with.
import type { Submission } from "../submission.ts";
import { html, say, show } from "./elements.ts";
import { day } from "./figures.ts";
import type { Words } from "./words.ts";

export function tellSaid(submission: Submission | null): void {
  const place = html("#said");
  const isBack = submission?.state === "returned" || submission?.state === "declined";
  const words = isBack ? submission.curator_words : null;
  show(place, words !== null);
  say(html("blockquote", place), words ?? "");
}

export function tellEnding(submission: Submission | null, words: Words): void {
  const line = html("#ends-soon");
  show(line, submission?.ends_soon === true);
  if (submission) say(line, words("ends_soon", { date: day(submission.expires) }));
}
