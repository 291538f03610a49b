// What the curators wrote, where nobody can miss it: as plain text, line by line as it was typed.
import { html, say, show } from "../page/elements.ts";
import { moment } from "../page/figures.ts";
import type { Words } from "../page/words.ts";
import type { Submission, TimelineEntry } from "../submission.ts";
import { isGone } from "./face.ts";

/** After these, what was written before is answered. */
const SENT = ["submitted", "retried", "awaiting_approval", "approved", "in_review"];

/** Their last words since it was last sent on: to be read before anything else is done. */
export function saidOf(submission: Submission): TimelineEntry | null {
  if (isGone(submission) || submission.state === "published") return null;
  const last = [...submission.timeline].reverse();
  const sent = last.findIndex(({ event }) => SENT.includes(event));
  const since = sent < 0 ? last : last.slice(0, sent);
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
