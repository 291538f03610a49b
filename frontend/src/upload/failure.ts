// Turns what an upload failed with into a code and a sentence that says what to do.
import { ApiProblem, reasonOf, Unreachable } from "../problem.ts";
import type { Sentence } from "../sentence.ts";
import { ChangedInside } from "./source.ts";
import type { FailureReason } from "./state.ts";
import { TransferFailed } from "./transfer.ts";

/** The service takes the parts, but will not call the file complete. */
export class Incomplete extends Error {
  override readonly name = "Incomplete";
  readonly said: Sentence;

  constructor(said: string | undefined) {
    super(said ?? "The storage did not confirm the file");
    this.said = said ?? { key: "failure.unconfirmed" };
  }
}

const CHANGED_ON_DISK = ["NotReadableError", "NotFoundError"];

export function reasonFor(error: unknown): FailureReason {
  if (error instanceof ApiProblem) {
    return { code: "refused", message: error.errors[0]?.message ?? reasonOf(error) };
  }
  if (error instanceof Unreachable) return { code: "unreachable", message: reasonOf(error) };
  if (error instanceof TransferFailed) return transferReason(error);
  if (error instanceof Incomplete) return { code: "storage", message: error.said };
  if (error instanceof DOMException && CHANGED_ON_DISK.includes(error.name)) {
    return { code: "changed", message: { key: "failure.changed" } };
  }
  if (error instanceof ChangedInside) {
    const values = { path: error.path };
    return { code: "changed", message: { key: "failure.changed_inside", values } };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return { code: "unexpected", message: { key: "failure.stopped", values: { detail } } };
}

function transferReason({ status }: TransferFailed): FailureReason {
  if (status === null) {
    return { code: "unreachable", message: { key: "failure.line" } };
  }
  return { code: "storage", message: { key: "failure.storage", values: { status } } };
}
