// Loads what tells of a published record, for a deposit that goes on from one.
import type { Submission } from "../submission.ts";
import type { FormerParts } from "./former.ts";

export async function tellFormer(submission: Submission, parts: FormerParts): Promise<void> {
  const former = await import("./former.ts").catch(() => null);
  // Without it the form is the same, and only says less.
  former?.showFormer(submission, parts);
}
