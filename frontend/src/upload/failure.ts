// Turns what an upload failed with into a code and a sentence that says what to do.
import { ApiProblem, Unreachable } from "../problem.ts";
import type { FailureReason } from "./state.ts";
import { TransferFailed } from "./transfer.ts";

/** The service takes the parts, but will not call the file complete. */
export class Incomplete extends Error {
  override readonly name = "Incomplete";
}

const CHANGED_ON_DISK = ["NotReadableError", "NotFoundError"];

export function reasonFor(error: unknown): FailureReason {
  if (error instanceof ApiProblem) {
    return { code: "refused", message: error.errors[0]?.message ?? error.message };
  }
  if (error instanceof Unreachable) return { code: "unreachable", message: error.message };
  if (error instanceof TransferFailed) return transferReason(error);
  if (error instanceof Incomplete) return { code: "storage", message: error.message };
  if (error instanceof DOMException && CHANGED_ON_DISK.includes(error.name)) {
    return { code: "changed", message: "The file changed on disk. Choose it again." };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return { code: "unexpected", message: `The upload stopped: ${detail}. Try again.` };
}

function transferReason({ status }: TransferFailed): FailureReason {
  if (status === null) {
    const message = "The connection broke again and again. Check it, then try again.";
    return { code: "unreachable", message };
  }
  const message = `The storage did not take the file (${status}). Try again in a few minutes.`;
  return { code: "storage", message };
}
