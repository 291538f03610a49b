// All files of one submission, on their way from this browser to staging. Knows no screen.
//
//   const uploads = new Uploads(api.submission(id, key), submission, { hashWorkerUrl, slots });
//   uploads.adopt(submission.files)   files the service already has: shown; those not staged wait
//                                     in state "waiting" until they are chosen again
//   uploads.add(files)                starts them; answers at once what was refused, and why.
//                                     A file that waits or failed goes on where it stopped when it
//                                     is added again. Of a folder give { file, path } each
//   uploads.remove(id)                stops it and drops it from the submission
//   uploads.retry(id)                 starts a failed one again, sending only what is missing
//   uploads.onChange(listener)        called a few times a second at most; answers how to end that
//   uploads.snapshot()                what is to be shown now
//   uploads.idle()                    settles when nothing is under way (staged, failed, waiting)
//
// `id` in a snapshot is the page's own and never changes; the service's is `serverId`.
import type { SubmissionApi } from "../api.ts";
import type { Environment } from "../environment.ts";
import type { ServerFile, Submission } from "../submission.ts";
import type { FailureReason, FileState } from "./state.ts";

export interface UploadsOptions {
  readonly hashWorkerUrl: string;
  /** How many parts are sent at a time, over all files: 4 to 6, as a browser opens no more. */
  readonly slots?: number;
  readonly environment?: Environment;
}

export interface ChosenFile {
  readonly file: File;
  /** Its name with its folders: `raw/2026/run-1.csv`. */
  readonly path: string;
}

export interface Refusal {
  readonly path: string;
  readonly reason: FailureReason;
}

export interface AddResult {
  /** Ids of what was taken, in the order given. */
  readonly added: readonly string[];
  readonly refused: readonly Refusal[];
}

export interface FileSnapshot {
  readonly id: string;
  readonly serverId: string | null;
  readonly path: string;
  readonly size: number;
  readonly state: FileState["name"];
  readonly sentBytes: number;
  /** Why it failed; null in any other state. */
  readonly reason: FailureReason | null;
}

export interface UploadTotals {
  readonly bytes: number;
  readonly sentBytes: number;
  /** Bytes a second, lately; null while it cannot be told. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

export interface UploadsSnapshot {
  readonly files: readonly FileSnapshot[];
  readonly totals: UploadTotals;
  /** Something is under way, so the page should not be closed. */
  readonly busy: boolean;
}

export class Uploads {
  constructor(_api: SubmissionApi, _submission: Submission, _options: UploadsOptions) {}

  add(_chosen: Iterable<File | ChosenFile>): AddResult {
    return { added: [], refused: [] };
  }

  adopt(_files: readonly ServerFile[]): void {}

  remove(_id: string): void {}

  retry(_id: string): void {}

  onChange(_listener: () => void): () => void {
    return () => undefined;
  }

  snapshot(): UploadsSnapshot {
    const totals = { bytes: 0, sentBytes: 0, rate: null, secondsLeft: null };
    return { files: [], totals, busy: false };
  }

  async idle(): Promise<void> {}
}
