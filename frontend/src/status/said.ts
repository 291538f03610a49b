// What the curators wrote, where nobody can miss it: as plain text, line by line as it was typed.
import { html, say, show } from "../page/elements.ts";
import { moment } from "../page/figures.ts";
import type { Words } from "../page/words.ts";
import type { Submission, TimelineEntry } from "../submission.ts";
import { isGone } from "./face.ts";

/** Their last words: while something is to be changed, and while it is with them. */
export function saidOf(submission: Submission): TimelineEntry | null {
  const { state, curator_words: wanted, timeline } = submission;
  const last = [...timeline].reverse();
  if (isGone(submission)) return null;
  if (wanted !== null) return last.find(({ words }) => words === wanted) ?? null;
  if (state !== "in_review") return null;
  const since = last.slice(
    0,
    last.findIndex(({ event }) => event === "in_review"),
  );
  return since.find(({ words }) => words !== null) ?? null;
}

export function showSaid(submission: Submission, words: Words): void {
  const said = saidOf(submission);
  const place = html("#said");
  show(place, said !== null);
  if (!said) return;
  const { event, at } = said;
  const kind = event === "returned" || event === "declined" ? event : "curator_said";
  say(html("#said-heading"), words(`said.${kind}`, { date: moment(at) }));
  say(html("blockquote", place), said.words ?? "");
}
