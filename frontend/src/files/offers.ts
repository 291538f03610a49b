// What a person is offered to do about a file that does not go on by itself. Pure.
import { filesInside } from "../upload/archive-type.ts";
import { isStopped } from "../upload/state.ts";
import type { FileSnapshot } from "../upload/uploads.ts";

/** Try again as it is; go on with the file of before; choose it again, or the folder it was; choose
 *  another one for what the record has. */
export type Offer = "again" | "continue" | "choose" | "folder" | "replace";

/** `isKept`: this device knows where the file is. */
export function offerOf(file: FileSnapshot, isKept: boolean): Offer | null {
  const { state, reason, type } = file;
  if (file.kept && state === "staged") return "replace";
  if (!isStopped(state)) return null;
  // What was read of a file that changed is worth nothing: it is opened anew.
  const isToOpen = state === "waiting" || reason?.code === "changed";
  if (!isToOpen) return "again";
  if (filesInside(type) !== null) return "folder";
  return isKept ? "continue" : "choose";
}
