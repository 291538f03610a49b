// Which of the chosen files may go up at all, told before the service is asked. Pure; the limits
// are the service's, which checks them again.
import type { Sentence } from "../sentence.ts";
import type { Limits } from "../submission.ts";
import { type Source, sourceOf } from "./source.ts";
import { type FailureCode, type FailureReason, type FileState, isStopped } from "./state.ts";

export interface ChosenFile {
  readonly file: Source;
  /** Its name with its folders: `raw/2026/run-1.csv`. */
  readonly path: string;
}

/** A file by itself, or with the path it is to have. */
export type Chosen = File | { readonly file: File | Source; readonly path: string };

export interface Refusal {
  readonly path: string;
  readonly reason: FailureReason;
}

/** What is in the list already, as far as it matters here. */
export interface Listed {
  readonly path: string;
  readonly size: number;
  readonly state: FileState;
  /** The repository has it: another one of its name replaces it. */
  readonly kept: boolean;
}

export interface Admission<L extends Listed> {
  readonly fresh: ChosenFile[];
  /** Chosen again: their upload goes on where it stopped. */
  readonly continued: { readonly upload: L; readonly file: Source }[];
  /** Failed, and chosen again with other content: these go, and a fresh one comes. */
  readonly replaced: L[];
  readonly refused: Refusal[];
}

export function named(chosen: Chosen): ChosenFile {
  const { file, path } =
    chosen instanceof File
      ? { file: chosen, path: chosen.webkitRelativePath || chosen.name }
      : chosen;
  return { file: sourceOf(file), path: path.normalize("NFC") };
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

function mayReplace(upload: Listed, file: Source): boolean {
  return upload.kept || (upload.state.name === "failed" && upload.size !== file.size);
}

function refusal(
  { file, path }: ChosenFile,
  upload: Listed | undefined,
  taken: ReadonlySet<string>,
): FailureReason | null {
  if (file.size === 0) return because("empty", { key: "refusal.empty", values: { path } });
  const state = upload?.state.name;
  if (state === "elsewhere") {
    return because("duplicate", { key: "refusal.elsewhere", values: { path } });
  }
  if (taken.has(path) || (state && !isStopped(state) && !isKept(upload))) {
    return because("duplicate", { key: "refusal.duplicate", values: { path } });
  }
  if (state === "waiting" && upload && upload.size !== file.size) {
    return because("other_size", otherSize(path, upload.size, file.size));
  }
  return null;
}

function isKept(upload: Listed | undefined): boolean {
  return upload?.kept === true && upload.state.name === "staged";
}

function otherSize(path: string, begun: number, now: number): Sentence {
  const values = { path, now: { bytes: now }, begun: { bytes: begun } };
  return { key: "refusal.other_size", values };
}

function because(code: FailureCode, message: Sentence): FailureReason {
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
    const { bytes, files } = this.#limits;
    if (file.size > bytes) {
      const values = { path, size: { bytes: file.size }, most: { bytes } };
      return because("too_large", { key: "refusal.too_large", values });
    }
    if (!upload && this.#files < 1) {
      return because("too_many", { key: "refusal.too_many", values: { path, n: files } });
    }
    if (file.size - (upload?.size ?? 0) > this.#bytes) {
      const values = { path, most: { bytes } };
      return because("too_large", { key: "refusal.too_large_together", values });
    }
    return null;
  }

  take({ file }: ChosenFile, upload: Listed | undefined): void {
    if (!upload) this.#files--;
    this.#bytes -= file.size - (upload?.size ?? 0);
  }
}
