// The way of a deposit on the screen: received, copied, checked, reviewed, public.
import { all, html, say, show, the } from "../page/elements.ts";
import { bytes } from "../page/figures.ts";
import type { Words } from "../page/words.ts";
import type { Submission } from "../submission.ts";
import { isGone } from "./face.ts";
import { progressOf, type StepName, type StepProgress, stepsOf } from "./way.ts";

type Note = (submission: Submission, words: Words, progress: StepProgress) => string;

const NOTES: Readonly<Partial<Record<StepName, Note>>> = {
  received: ({ totals }, words) =>
    totals.files > 0 ? words("step.files", { n: totals.files, size: bytes(totals.bytes) }) : "",
  copied: copiedNote,
  checked: checkedNote,
  approved: (_, words, progress) => (progress === "current" ? words("step.review") : ""),
  review: (_, words, progress) => (progress === "current" ? words("step.review") : ""),
};

function copiedNote({ state, totals }: Submission, words: Words, progress: StepProgress): string {
  if (progress === "todo") return "";
  if (state === "submitted") return words("step.waiting");
  return words("step.copying", {
    done: totals.copied_files,
    n: totals.files,
    bytes: bytes(totals.copied_bytes),
    size: bytes(totals.bytes),
  });
}

function checkedNote({ reconciliation, totals }: Submission, words: Words): string {
  if (!reconciliation) return "";
  const different = reconciliation.filter((file) => !file.equal).length;
  if (different > 0) return words("step.different", { n: different });
  return words("step.checked", { n: reconciliation.length, size: bytes(totals.bytes) });
}

export function showSteps(submission: Submission, words: Words): void {
  const { totals } = submission;
  show(html("#steps"), !isGone(submission));
  const taken = stepsOf(submission);
  for (const step of all(".step", html("#steps"))) {
    const name = step.dataset.step as StepName;
    show(step, taken.includes(name));
    const progress = progressOf(name, submission);
    step.dataset.progress = progress;
    if (progress === "current") step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
    say(html("[data-note]", step), NOTES[name]?.(submission, words, progress) ?? "");
  }
  const bar = the("#copied", HTMLProgressElement);
  bar.value = totals.bytes > 0 ? totals.copied_bytes / totals.bytes : 0;
  show(bar, ["current", "trouble"].includes(progressOf("copied", submission)));
}
