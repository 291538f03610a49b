// What there is to keep, and how: the page's link, the DOI's button, and what to do when declined.
import { html, say, show } from "../page/elements.ts";
import type { Words } from "../page/words.ts";
import { ENDED, type Submission } from "../submission.ts";
import { faceOf, isGone } from "./face.ts";
import { saidOf } from "./said.ts";

export function showKeeping(submission: Submission, words: Words): void {
  const isGiven = isGone(submission);
  show(html("#keep"), !isGiven);
  say(html("#keep-text"), words(ENDED.includes(submission.state) ? "keep.ended" : "keep"));
  show(html("#doi-copy"), !isGiven);
  show(html("#declined"), faceOf(submission) === "declined" && saidOf(submission) === null);
}
