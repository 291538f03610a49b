// Which of the chosen files may go up at all, told before the service is asked. Pure; the limits
// are the service's, which checks them again.
import { byteSize } from "../byte-size.ts";
import type { Limits } from "../submission.ts";
import type { FailureCode, FailureReason, FileState } from "./state.ts";

export interface ChosenFile {
  readonly file: File;
  /** Its name with its folders: `raw/2026/run-1.csv`. */
  readonly path: string;
}

export interface Refusal {
  readonly path: string;
  readonly reason: FailureReason;
}

/** What is in the list already, as far as it matters here. */
export interface Listed {
  readonly path: string;
  readonly size: number;
  readonly state: FileState;
}

export interface Admission<L extends Listed> {
  readonly fresh: ChosenFile[];
  /** Chosen again: their upload goes on where it stopped. */
  readonly continued: { readonly upload: L; readonly file: File }[];
  /** Failed, and chosen again with other content: these go, and a fresh one comes. */
  readonly replaced: L[];
  readonly refused: Refusal[];
}

export function named(chosen: File | ChosenFile): ChosenFile {
  const { file, path } =
    chosen instanceof File
      ? { file: chosen, path: chosen.webkitRelativePath || chosen.name }
      : chosen;
  return { file, path: path.normalize("NFC") };
}

export function admit<L extends Listed>(
  chosen: Iterable<ChosenFile>,
  listed: readonly L[],
  limits: Limits,
): Admission<L> {
  const admission: Admission<L> = { fresh: [], continued: [], replaced: [], refused: [] };
  const byPath = new Map(listed.map((upload) => [upload.path, upload]));
  const taken = new Set<string>();
  const room = new Room(listed, limits);
  for (const one of chosen) {
    const upload = byPath.get(one.path);
    const reason = refusal(one, upload, taken) ?? room.refusal(one, upload);
    if (reason) {
      admission.refused.push({ path: one.path, reason });
    } else {
      taken.add(one.path);
      room.take(one, upload);
      place(admission, one, upload);
    }
  }
  return admission;
}

function place<L extends Listed>(admission: Admission<L>, one: ChosenFile, upload: L | undefined) {
  if (upload && !mayReplace(upload, one.file)) {
    admission.continued.push({ upload, file: one.file });
  } else {
    admission.fresh.push(one);
    if (upload) admission.replaced.push(upload);
  }
}

function mayReplace(upload: Listed, file: File): boolean {
  return upload.state.name === "failed" && upload.size !== file.size;
}

function refusal(
  { file, path }: ChosenFile,
  upload: Listed | undefined,
  taken: ReadonlySet<string>,
): FailureReason | null {
  if (file.size === 0) return because("empty", `“${path}” is empty. Leave it out, or fill it.`);
  const state = upload?.state.name;
  if (taken.has(path) || (state && state !== "waiting" && state !== "failed")) {
    return because("duplicate", `“${path}” is in the list already. Remove it there first.`);
  }
  if (state === "waiting" && upload && upload.size !== file.size) {
    return because("other_size", otherSize(path, upload.size, file.size));
  }
  return null;
}

function otherSize(path: string, begun: number, now: number): string {
  const sizes = `${byteSize(now)} here, but ${byteSize(begun)} when its upload began`;
  return `“${path}” is ${sizes}. Choose the same file, or remove the one in the list first.`;
}

function because(code: FailureCode, message: string): FailureReason {
  return { code, message };
}

/** What still fits within the limits. */
class Room {
  readonly #limits: Limits;
  #files: number;
  #bytes: number;

  constructor(listed: readonly Listed[], limits: Limits) {
    this.#limits = limits;
    this.#files = limits.files - listed.length;
    this.#bytes = limits.bytes - listed.reduce((sum, { size }) => sum + size, 0);
  }

  refusal({ file, path }: ChosenFile, upload: Listed | undefined): FailureReason | null {
    const { file_bytes, bytes, files } = this.#limits;
    if (file.size > file_bytes) {
      const sizes = `${byteSize(file.size)}; a file may have ${byteSize(file_bytes)} at most`;
      return because("too_large", `“${path}” has ${sizes}. Split it, or leave it out.`);
    }
    if (!upload && this.#files < 1) {
      const most = files === 1 ? "one file" : `${files} files`;
      const message = `“${path}” is one too many: ${most} at most. Put some into a zip file.`;
      return because("too_many", message);
    }
    if (file.size - (upload?.size ?? 0) > this.#bytes) {
      const message = `With “${path}” it would be more than ${byteSize(bytes)} in all. Leave some out.`;
      return because("too_large", message);
    }
    return null;
  }

  take({ file }: ChosenFile, upload: Listed | undefined): void {
    if (!upload) this.#files--;
    this.#bytes -= file.size - (upload?.size ?? 0);
  }
}
