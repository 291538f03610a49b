// What of a deposit is still true, and so may be shown: one that was withdrawn leads nowhere, one
// under embargo is not open. Pure; knows no screen.
import { ENDED, type Metadata, type Submission, type SubmissionState } from "../submission.ts";

export type Face = SubmissionState | "cancelling";

/** Its state, or that it is being withdrawn. */
export function faceOf({ state, cancelling }: Pick<Submission, "state" | "cancelling">): Face {
  return cancelling && !ENDED.includes(state) ? "cancelling" : state;
}

const GONE: readonly Face[] = ["cancelled", "expired", "cancelling"];

/** Nothing of it is left at the repository, or soon will be. */
export function isGone(submission: Pick<Submission, "state" | "cancelling">): boolean {
  return GONE.includes(faceOf(submission));
}

export type Links = Readonly<Record<"record" | "preview" | "review", string | null>>;

/** Those that lead somewhere: a preview is of a draft, and once it is public nothing is reviewed. */
export function linksOf(submission: Submission): Links {
  const { record, preview, review } = submission.repository;
  if (submission.state === "published") return { record, preview: null, review: null };
  if (isGone(submission)) return { record: null, preview: null, review: null };
  return { record: null, preview, review };
}

export type Access =
  | { readonly kind: "open" | "restricted" }
  /** `until` is the first day of which the files are open, as ISO writes it. */
  | { readonly kind: "embargoed"; readonly until: string };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Who may have the files. An embargo that has ended is none: `today` is an ISO date. */
export function accessOf({ access, embargo_until }: Metadata, today: string): Access {
  if (access === "restricted") return { kind: "restricted" };
  const until = typeof embargo_until === "string" && DAY.test(embargo_until) ? embargo_until : "";
  return access === "embargoed" && until > today ? { kind: "embargoed", until } : { kind: "open" };
}
