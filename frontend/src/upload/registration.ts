// Makes files known to the service. There it is all or none; here those refused are told apart,
// and the others are asked for again.
import { ApiProblem } from "../problem.ts";
import { reasonFor } from "./failure.ts";
import type { FileUpload } from "./file-upload.ts";
import type { UploadApi } from "./gear.ts";

/** Never rejects: what goes wrong becomes the state of the files it concerns. */
export async function register(uploads: readonly FileUpload[], api: UploadApi): Promise<void> {
  let left = uploads.filter(({ state, isRegistered }) => state.name === "queued" && !isRegistered);
  while (left.length > 0) {
    try {
      const files = await api.registerFiles(
        left.map(({ path, size, type }) => ({ path, size, type })),
      );
      for (const [index, server] of files.entries()) left[index]?.registered(server);
      return;
    } catch (error) {
      left = withoutRefused(left, error);
    }
  }
}

/** An error that names no file concerns them all. */
function withoutRefused(uploads: readonly FileUpload[], error: unknown): FileUpload[] {
  const messages = messagesByFile(error);
  const isAboutSome = uploads.some((_, index) => messages.has(index));
  for (const [index, upload] of uploads.entries()) {
    const message = messages.get(index);
    if (message !== undefined) upload.refuse({ code: "refused", message });
    else if (!isAboutSome) upload.refuse(reasonFor(error));
  }
  return isAboutSome ? uploads.filter((_, index) => !messages.has(index)) : [];
}

function messagesByFile(error: unknown): Map<number, string> {
  const messages = new Map<number, string>();
  if (!(error instanceof ApiProblem)) return messages;
  for (const { field, message } of error.errors) {
    const index = /^files\.(\d+)(\.|$)/.exec(field)?.[1];
    if (index !== undefined) messages.set(Number(index), message);
  }
  return messages;
}
