// Makes files known to the service. There it is all or none; here those refused are told apart,
// and the others are asked for again.
import { ApiProblem } from "../problem.ts";
import type { Refusal } from "./admission.ts";
import { reasonFor } from "./failure.ts";
import type { FileUpload } from "./file-upload.ts";
import type { UploadApi } from "./gear.ts";
import type { FailureReason } from "./state.ts";

/** Answers which the service will never take as they are. Never rejects: any other failure
 *  becomes the state of the files it concerns. */
export async function register(
  uploads: readonly FileUpload[],
  api: UploadApi,
): Promise<readonly Refusal[]> {
  const refused: Refusal[] = [];
  let left = uploads.filter(({ state, isRegistered }) => state.name === "queued" && !isRegistered);
  while (left.length > 0) {
    try {
      const files = await api.registerFiles(
        left.map(({ path, size, type }) => ({ path, size, type })),
      );
      for (const [index, server] of files.entries()) left[index]?.registered(server);
      return refused;
    } catch (error) {
      const reasons = reasonsByFile(error);
      refused.push(...refuse(left, reasons));
      left = withoutRefused(left, reasons, error);
    }
  }
  return refused;
}

type Reasons = ReadonlyMap<number, FailureReason>;

function refuse(uploads: readonly FileUpload[], reasons: Reasons): Refusal[] {
  return uploads.flatMap((upload, index) => {
    const reason = reasons.get(index);
    if (!reason || upload.state.name !== "queued") return [];
    upload.refuse();
    return [{ path: upload.path, reason }];
  });
}

/** An error that names no file concerns them all. */
function withoutRefused(uploads: readonly FileUpload[], reasons: Reasons, error: unknown) {
  const others = uploads.filter((_, index) => !reasons.has(index));
  if (others.length < uploads.length) return others;
  for (const upload of uploads) upload.fail(reasonFor(error));
  return [];
}

function reasonsByFile(error: unknown): Reasons {
  const reasons = new Map<number, FailureReason>();
  if (!(error instanceof ApiProblem)) return reasons;
  for (const { field, message } of error.errors) {
    const [, index, part] = /^files\.(\d+)(?:\.(.*))?$/.exec(field) ?? [];
    const code = part === "path" ? "name" : "refused";
    if (index !== undefined) reasons.set(Number(index), { code, message });
  }
  return reasons;
}
