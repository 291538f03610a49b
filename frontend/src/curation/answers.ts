// What the curators' part of the service answers. Shapes only; a test holds them to the service's
// own declarations.
import type { Preview } from "../api.ts";
import type { FieldProblem, Metadata, Submission, SubmissionState } from "../submission.ts";

export interface CuratorNamed {
  readonly key: string;
  readonly name: string;
}

/** Shown by no one, sent with every call. */
export interface DeskSession {
  readonly session: string;
  readonly curator: CuratorNamed;
  readonly ends: string;
}

/** One line of the list. */
export interface ListedDeposit {
  readonly id: string;
  readonly title: string;
  readonly state: SubmissionState;
  readonly created: string;
  readonly changed: string;
  readonly expires: string;
  readonly files: number;
  readonly bytes: number;
  /** A code. */
  readonly problem: string | null;
  /** The key of a repository. */
  readonly place: string | null;
  /** Whose records they will be; null: the consortium's. */
  readonly account: string | null;
  /** The short id of an invitation. */
  readonly invitation: string | null;
  readonly doi: string | null;
  readonly cancelling: boolean;
  readonly approved: boolean;
  /** Whether it waits for a curator. */
  readonly attention: boolean;
}

export interface ListedDeposits {
  readonly submissions: readonly ListedDeposit[];
  readonly next: string | null;
}

export type CurationAct = "approve" | "return" | "retry" | "extend" | "transfer" | "cancel";

export interface InvitedBy {
  readonly id: string;
  readonly kind: string;
  readonly note: string;
}

/** `before` is null where it was too long to be kept. */
export interface ChangedField {
  readonly label: string;
  readonly before: string | null;
  readonly after: string;
}

/** One deposit whole. */
export interface CuratedDeposit {
  readonly submission: Submission;
  readonly created: string;
  readonly language: string;
  readonly approved: boolean;
  /** Of the words and files that are shown: approving says which. */
  readonly stamp: string;
  readonly actions: readonly CurationAct[];
  readonly account: string | null;
  readonly invitation: InvitedBy | null;
  /** Against the published record that it goes on from, if it does. */
  readonly changes: readonly ChangedField[] | null;
  readonly preview: Preview;
  readonly spam: readonly FieldProblem[];
}

/** The only link there is now; null when it was mailed. */
export interface WithNewLink {
  readonly link: string | null;
  readonly mailed: boolean;
}

/** How much of a cap is used. */
export interface Use {
  readonly used: number;
  readonly most: number;
}

export type InvitationKind = "invitation" | "open" | "account" | "version";

export interface Invitation {
  readonly id: string;
  readonly kind: InvitationKind;
  readonly note: string;
  readonly to: string;
  readonly by: string;
  readonly created: string;
  readonly expires: string;
  readonly revoked: string | null;
  readonly deposits: Use;
  readonly files: Use;
  readonly bytes: Use;
}

export interface ListedInvitations {
  readonly invitations: readonly Invitation[];
  readonly next: string | null;
}

/** A link, told once; null where it went by e-mail, else `unsent` says why it did not. */
export interface InvitedOne {
  readonly invitation: Invitation;
  readonly link: string | null;
  readonly unsent: string | null;
}

export interface InvitedAddress {
  readonly to: string;
  readonly link: string | null;
  readonly unsent: string | null;
}

/** `left`: those whom nobody invited, because the storage stopped answering. */
export interface InvitedMany {
  readonly invited: readonly InvitedAddress[];
  readonly left: readonly string[];
}

/** A wish to do something with a published record. */
export interface ListedWish {
  readonly id: string;
  /** version or correction */
  readonly kind: string;
  /** The record's page. */
  readonly record: string;
  readonly doi: string | null;
  readonly words: string;
  readonly language: string;
  readonly asked: string;
  readonly until: string;
  /** Answered and listed still: the mail with the answer has not gone out. */
  readonly answer: "asked" | "agreed" | "refused";
}

export interface AskedBy extends ListedWish {
  readonly email: string | null;
}

export interface ListedWishes {
  readonly versions: readonly ListedWish[];
  readonly next: string | null;
}

export interface InvitedByConsent {
  readonly link: string | null;
  readonly unsent: string | null;
}

export interface ToldByMail {
  readonly mailed: boolean;
}

export interface ListedRecord {
  readonly repository: string;
  readonly record: string;
  readonly title: string;
  readonly doi: string | null;
  /** What all versions of it have in common. */
  readonly concept: string;
  readonly concept_doi: string | null;
  /** A year, a month or a day. */
  readonly date: string;
  readonly type: string;
  /** Who is named first. */
  readonly by: string;
  /** The deposit that it came from; null: made elsewhere. */
  readonly submission: string | null;
  readonly withdrawn: boolean;
  /** A curator took it off the public pages. */
  readonly hidden: boolean;
  /** Of an account of its own, and not in the community yet: not on the public pages. */
  readonly pending: boolean;
}

export interface ListedRecords {
  readonly records: readonly ListedRecord[];
  readonly next: string | null;
}

export interface LogEntry {
  readonly at: string;
  readonly who: string;
  readonly act: string;
  readonly subject: string;
  /** Counts and codes. */
  readonly detail: Metadata;
}

export interface LogPage {
  readonly entries: readonly LogEntry[];
  readonly next: string | null;
}
