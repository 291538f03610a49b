// A submission as the service answers it. Shapes only: knows neither how they are asked for nor
// how they are shown.

export type SubmissionState =
  | "draft"
  | "awaiting_approval"
  | "returned"
  | "submitted"
  | "forwarding"
  | "in_review"
  | "published"
  | "draft_ready"
  | "needs_attention"
  | "declined"
  | "cancelled"
  | "expired";

/** Nothing happens to it any more. */
export const ENDED: readonly SubmissionState[] = ["published", "cancelled", "expired"];

export type Action = "edit" | "upload" | "submit" | "retry" | "cancel";

/** What a person has to mend, by dotted field path: `creators.0.family_name`. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

export type ServerFileState =
  | "registered"
  | "uploading"
  | "completing"
  | "staged"
  | "copying"
  | "copied"
  | "kept";

export interface ServerFile {
  readonly id: string;
  readonly path: string;
  readonly size: number;
  readonly type: string;
  readonly part_size: number;
  readonly ours: boolean;
  /** The repository has it of the former version: nobody sends it. */
  readonly kept: boolean;
  readonly state: ServerFileState;
  readonly md5: string | null;
  readonly copied_bytes: number;
  readonly repository_md5: string | null;
}

export interface Limits {
  readonly files: number;
  readonly bytes: number;
  readonly part_batch: number;
}

export interface Totals {
  readonly files: number;
  readonly bytes: number;
  readonly staged_files: number;
  readonly staged_bytes: number;
  readonly copied_files: number;
  readonly copied_bytes: number;
}

export interface Repository {
  readonly key: string;
  readonly name: string;
  /** Nothing there is for good. */
  readonly practice: boolean;
  readonly doi: string | null;
  readonly record: string | null;
  readonly preview: string | null;
  readonly review: string | null;
}

export type HandOver = "draft" | "review" | "publish";

/** Which steps a deposit takes. */
export interface Way {
  /** The consortium's curators look at it first. */
  readonly look: boolean;
  readonly ends: HandOver;
}

export interface ReconciledFile {
  readonly path: string;
  readonly size: number;
  readonly repository_size: number | null;
  readonly md5: string | null;
  readonly repository_md5: string | null;
  readonly equal: boolean;
}

export interface Attention {
  readonly field: string | null;
  readonly message: string;
}

export type FormerKind = "version" | "correction";

/** The published record that a deposit goes on from. */
export interface FormerRecord {
  readonly kind: FormerKind;
  readonly doi: string | null;
  readonly url: string;
  /** Its words and files were taken over. */
  readonly listed: boolean;
}

/** What was agreed to, when, in which version of the words. */
export interface Agreement {
  readonly at: string;
  readonly version: string;
  readonly points: readonly string[];
}

export interface TimelineEntry {
  readonly at: string;
  readonly event: string;
  readonly text: string;
  /** What a curator wrote with it. */
  readonly words: string | null;
}

/** The values of the form: whatever its fields hold, which only the form knows. */
export type Metadata = Readonly<Record<string, unknown>>;

export interface Submission {
  readonly id: string;
  readonly state: SubmissionState;
  readonly cancelling: boolean;
  /** How many go before it, counted up to 100; null when it does not wait. */
  readonly ahead: number | null;
  readonly revision: number;
  readonly metadata: Metadata;
  readonly problems: readonly FieldProblem[];
  readonly files: readonly ServerFile[];
  readonly totals: Totals;
  readonly limits: Limits;
  readonly repository: Repository;
  readonly way: Way;
  /** The depositor's own account there; null: it goes in the consortium's name. */
  readonly account: string | null;
  /** It goes on when another token of that account is given. */
  readonly token_wanted: boolean;
  readonly reconciliation: readonly ReconciledFile[] | null;
  readonly attention: Attention | null;
  readonly basis: FormerRecord | null;
  readonly agreement: Agreement | null;
  /** Somebody is told by e-mail how it goes. */
  readonly told: boolean;
  readonly timeline: readonly TimelineEntry[];
  /** The last of what curators said, while something is to be changed. */
  readonly curator_words: string | null;
  readonly actions: readonly Action[];
  readonly expires: string;
  readonly ends_soon: boolean;
}
