// Where one file stands, and what may follow what. Knows nothing of how it gets there.
import type { Sentence } from "../sentence.ts";

export type FailureCode =
  | "empty"
  | "too_large"
  | "too_many"
  | "duplicate"
  | "other_size"
  | "changed"
  | "unreachable"
  | "storage"
  | "refused"
  | "name"
  | "folder"
  | "not_removed"
  | "unexpected";

/** Why, for a program, and in a sentence that says what to do, for a person. */
export interface FailureReason {
  readonly code: FailureCode;
  readonly message: Sentence;
}

export type FileState =
  /** The service knows it, but its bytes have not been chosen in this page. */
  | { readonly name: "waiting" }
  | { readonly name: "queued" }
  | { readonly name: "uploading" }
  | { readonly name: "completing" }
  /** Another window of this browser sends it. */
  | { readonly name: "elsewhere" }
  | { readonly name: "staged" }
  | { readonly name: "failed"; readonly reason: FailureReason }
  | { readonly name: "removing" }
  | { readonly name: "removed" };

const NEXT: Readonly<Record<FileState["name"], readonly FileState["name"][]>> = {
  waiting: ["queued", "elsewhere", "staged", "removing", "removed"],
  // Refused by the service before a byte was sent, it was never there.
  queued: ["uploading", "elsewhere", "staged", "failed", "removing", "removed"],
  uploading: ["completing", "failed", "removing"],
  completing: ["uploading", "waiting", "staged", "failed", "removing", "removed"],
  elsewhere: ["queued", "waiting", "staged", "failed", "removing", "removed"],
  staged: ["removing"],
  failed: ["queued", "removing"],
  removing: ["removed", "failed"],
  removed: [],
};

export function follow(from: FileState, to: FileState): FileState {
  if (!NEXT[from.name].includes(to.name)) {
    throw new Error(`Unexpected transition from ${from.name} to ${to.name}`);
  }
  return to;
}

type Name = FileState["name"];

export function isUnderWay(name: Name): boolean {
  return ["queued", "uploading", "completing", "elsewhere", "removing"].includes(name);
}

/** Bytes of it are on their way from this window, or wait for their turn. */
export function isSending(name: Name): boolean {
  return name === "queued" || name === "uploading";
}

/** It does not go on by itself: a person has to do something. */
export function isStopped(name: Name): boolean {
  return name === "failed" || name === "waiting";
}
