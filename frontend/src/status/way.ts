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

/** Which of them it takes, in order: an account of one's own may end otherwise than the others. */
export function stepsOf({ way }: Submission): readonly StepName[] {
  return [
    "received",
    ...(way.look ? (["approved"] as const) : []),
    "copied",
    "checked",
    ...(way.ends === "review" ? (["review"] as const) : []),
    way.ends === "draft" ? "draft_ready" : "published",
  ];
}

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

const AFTER_CHECKS = { review: "review", draft: "draft_ready", publish: "published" } as const;

function allCopied({ totals }: Submission): boolean {
  return totals.files > 0 && totals.copied_files === totals.files;
}

function reached(submission: Submission): StepName {
  const known = AT[submission.state];
  if (known) return known;
  if (!allCopied(submission)) return "copied";
  const equal = submission.reconciliation?.every((file) => file.equal) ?? false;
  return equal ? AFTER_CHECKS[submission.way.ends] : "checked";
}

export function progressOf(step: StepName, submission: Submission): StepProgress {
  const { state } = submission;
  if (state === "published" || state === "draft_ready") return "done";
  const order = stepsOf(submission);
  const place = order.indexOf(step);
  const here = order.indexOf(reached(submission));
  if (place !== here) return place < here ? "done" : "todo";
  if (state === "draft") return "todo";
  return TROUBLE.includes(state) ? "trouble" : "current";
}
