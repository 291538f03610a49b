// Who may have the files, in words: on a line of its own, and in the sentence about the state.
import { html, say, show } from "../page/elements.ts";
import { day } from "../page/figures.ts";
import type { Words } from "../page/words.ts";
import type { Submission } from "../submission.ts";
import { type Access, accessOf, faceOf, isGone } from "./face.ts";

// The service counts no further.
const MOST_COUNTED = 100;

/** What the state means; for files that are not open, or while others go before it, it
 * is another sentence. */
export function sentenceOf(submission: Submission, words: Words): string {
  const face = faceOf(submission);
  const { ahead } = submission;
  if (face === "submitted" && ahead) {
    return words(ahead < MOST_COUNTED ? "submitted.ahead" : "submitted.far", { n: ahead });
  }
  if (face === "draft_ready" && submission.account) return words("draft_ready.sentence.own");
  const access = accessIn(submission, words);
  const isTold = access.kind !== "open" && (face === "in_review" || face === "published");
  return words(isTold ? `${face}.sentence.${access.kind}` : `${face}.sentence`, dated(access));
}

export function showAccess(submission: Submission, words: Words): void {
  const { state } = submission;
  const access = accessIn(submission, words);
  const when = state === "published" ? "now" : "later";
  say(html("#access-text"), words(`access.${access.kind}.${when}`, dated(access)));
  show(html("#access"), state !== "draft" && !isGone(submission));
}

function accessIn({ metadata }: Submission, words: Words): Access {
  // What the consortium fixed for all is not among what was typed.
  const access = metadata.access ?? words("fixed.access");
  const embargo_until = metadata.embargo_until ?? words("fixed.embargo_until");
  return accessOf({ access, embargo_until }, new Date().toISOString().slice(0, 10));
}

function dated(access: Access): { date?: string } {
  return access.kind === "embargoed" ? { date: day(access.until) } : {};
}
