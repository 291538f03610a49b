// Where a deposit is on its way, step by step, as the state and the figures tell it. Only shapes:
// what a step looks like is for steps.ts.
import type { Submission, SubmissionState } from "../submission.ts";

export type StepName =
  | "received"
  | "approved"
  | "copied"
  | "checked"
  | "review"
  | "published"
  | "draft_ready";
export type StepProgress = "todo" | "current" | "done" | "trouble";

const ORDER: readonly StepName[] = [
  "received",
  "approved",
  "copied",
  "checked",
  "review",
  "published",
];
const TROUBLE: readonly SubmissionState[] = ["returned", "needs_attention", "declined"];

/** The step that a state is in; those before it are done. */
const AT: Readonly<Partial<Record<SubmissionState, StepName>>> = {
  draft: "received",
  awaiting_approval: "approved",
  returned: "approved",
  submitted: "copied",
  in_review: "review",
  declined: "review",
};

export function allCopied({ totals }: Submission): boolean {
  return totals.files > 0 && totals.copied_files === totals.files;
}

function reached(submission: Submission): StepName {
  const known = AT[submission.state];
  if (known) return known;
  if (!allCopied(submission)) return "copied";
  const equal = submission.reconciliation?.every((file) => file.equal) ?? false;
  return equal ? "review" : "checked";
}

export function progressOf(step: StepName, submission: Submission): StepProgress {
  const { state } = submission;
  if (state === "published" || state === "draft_ready") return "done";
  const place = ORDER.indexOf(step === "draft_ready" ? "published" : step);
  const here = ORDER.indexOf(reached(submission));
  if (place !== here) return place < here ? "done" : "todo";
  if (state === "draft") return "todo";
  return TROUBLE.includes(state) ? "trouble" : "current";
}
