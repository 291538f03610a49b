// All files of one submission, on their way from this browser to staging. Knows no screen.
//
//   const uploads = new Uploads(api.submission(id, key), submission, { hashWorkerUrl, slots });
//   uploads.adopt(submission.files)   files the service already has: shown; those not staged wait
//                                     in state "waiting" until they are chosen again. May be
//                                     called again: paths already in the list are left alone
//   uploads.add(files)                starts them; answers at once what was refused, and why.
//                                     A file that waits or failed goes on where it stopped when it
//                                     is added again. Of a folder give { file, path } each; a file
//                                     may be any Source, such as one that is made while it is sent
//   uploads.check(files)              what of these `add` would refuse, and why; starts nothing
//   uploads.remove(id)                stops it and drops it from the submission
//   uploads.retry(...ids)             starts failed ones again, sending only what is missing
//   uploads.pause(), resume()         nothing new is sent, until it goes on; parts that are mostly
//                                     there are let end. Leaving the page forgets it
//   uploads.watch()                   looks whether another window sends what waits here
//   uploads.onRefused(listener)       told, a moment after `add`, what the service will not take,
//                                     and why; these are no longer in the list
//   uploads.onChange(listener)        called a few times a second at most; answers how to end that
//   uploads.snapshot()                what is to be shown now
//   uploads.idle()                    settles when nothing is under way (staged, failed, waiting)
//
// `id` in a snapshot is the page's own and never changes; the service's is `serverId`.
import type { ServerFile, Submission } from "../submission.ts";
import { type Admission, admit, type Chosen, named, type Refusal } from "./admission.ts";
import { type FileSnapshot, FileUpload, type FileUploadMeans } from "./file-upload.ts";
import { createGear, type GearOptions, type UploadApi } from "./gear.ts";
import { Meter } from "./meter.ts";
import { register } from "./registration.ts";
import { isSending, isUnderWay } from "./state.ts";

export type { FailureReason } from "./state.ts";
export type { Chosen, FileSnapshot, Refusal };
export type UploadsOptions = GearOptions;

export interface AddResult {
  /** Ids of what was taken. */
  readonly added: readonly string[];
  readonly refused: readonly Refusal[];
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
  /** Something is under way, here or in another window. */
  readonly busy: boolean;
  /** Something is under way from this very page, so it should not be closed. */
  readonly going: boolean;
  readonly paused: boolean;
  /** The line carries nothing at the moment; it goes on by itself when it does. */
  readonly stalled: boolean;
}

/** Listeners hear of changes no more often than this, in milliseconds. */
const NOTICE_PAUSE = 150;
/** While something is under way, time alone changes what is to be shown: rate, time left. */
const LOOK_AGAIN = 5000;

export class Uploads {
  readonly #limits: Submission["limits"];
  readonly #means: FileUploadMeans;
  readonly #listeners = new Set<() => void>();
  readonly #refusalListeners = new Set<(refused: readonly Refusal[]) => void>();
  #uploads: FileUpload[] = [];
  readonly #idlers: (() => void)[] = [];
  #count = 0;
  #isNoticed = false;
  #isAwake = false;

  constructor(
    api: UploadApi,
    submission: Pick<Submission, "id" | "limits">,
    options: UploadsOptions,
  ) {
    this.#limits = submission.limits;
    const gear = createGear({ api, submission }, options, () => this.#changed());
    const meter = new Meter(gear.environment);
    this.#means = { gear, meter, onChange: () => this.#changed() };
  }

  add(chosen: Iterable<Chosen>): AddResult {
    const admission = admit(Array.from(chosen, named), this.#uploads, this.#limits);
    const fresh = admission.fresh.map(({ file, path }) =>
      FileUpload.chosen(++this.#count, path, file, this.#means),
    );
    for (const { upload, file } of admission.continued) upload.requeue(file);
    this.#uploads.push(...fresh);
    const taken = [...admission.continued.map(({ upload }) => upload), ...fresh];
    this.#start(taken, admission.replaced);
    this.#changed();
    return { added: taken.map(({ id }) => id), refused: admission.refused };
  }

  check(chosen: Iterable<Chosen>): readonly Refusal[] {
    return admit(Array.from(chosen, named), this.#uploads, this.#limits).refused;
  }

  adopt(files: readonly ServerFile[]): void {
    const here = new Set(this.#uploads.map(({ path }) => path));
    for (const file of files) {
      // What the service makes itself was never sent from here, and can't be removed.
      if (file.ours || here.has(file.path)) continue;
      this.#uploads.push(FileUpload.known(++this.#count, file, this.#means));
    }
    this.#changed();
    this.watch();
  }

  remove(id: string): void {
    void this.#find(id)?.remove();
  }

  retry(...ids: readonly string[]): void {
    const again: FileUpload[] = [];
    for (const upload of this.#uploads) {
      if (!ids.includes(upload.id) || upload.state.name !== "failed") continue;
      if (upload.state.reason.code === "not_removed") this.remove(upload.id);
      else again.push(upload);
    }
    for (const upload of again) upload.requeue();
    this.#start(again, []);
  }

  pause(): void {
    this.#means.gear.pause.begin();
    this.#changed();
  }

  resume(): void {
    this.#means.gear.pause.end();
    this.#changed();
  }

  watch(): void {
    for (const upload of this.#uploads) void upload.watch();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onRefused(listener: (refused: readonly Refusal[]) => void): () => void {
    this.#refusalListeners.add(listener);
    return () => this.#refusalListeners.delete(listener);
  }

  snapshot(): UploadsSnapshot {
    const files = this.#uploads.map((upload) => upload.snapshot());
    const { environment, pause, trouble } = this.#means.gear;
    const totals = this.#totals(files);
    const busy = this.#isBusy();
    const going = this.#uploads.some(
      ({ state }) => isUnderWay(state.name) && state.name !== "elsewhere",
    );
    const carriesNothing = !environment.isOnline() || (trouble.isThere && totals.rate === null);
    const [paused, stalled] = [going && pause.isOn, going && carriesNothing];
    return { files, totals, busy, going, paused, stalled };
  }

  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idlers.push(resolve);
      this.#changed();
    });
  }

  /** A path must be free at the service before it can be registered with another size. */
  #start(uploads: readonly FileUpload[], replaced: Admission<FileUpload>["replaced"]): void {
    // Beside the call that makes them known, not after it.
    this.#means.gear.hasher.warm();
    const freed = Promise.all(replaced.map((upload) => upload.remove()));
    const registered = freed.then(() => this.#register(uploads));
    for (const upload of uploads) void upload.start(registered);
  }

  async #register(uploads: readonly FileUpload[]): Promise<void> {
    const refused = await register(uploads, this.#means.gear.api);
    if (refused.length === 0) return;
    for (const listener of this.#refusalListeners) listener(refused);
  }

  #find(id: string): FileUpload | undefined {
    return this.#uploads.find((upload) => upload.id === id);
  }

  #isBusy(): boolean {
    return this.#uploads.some(({ state }) => isUnderWay(state.name));
  }

  #totals(files: readonly FileSnapshot[]): UploadTotals {
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    const sentBytes = files.reduce((sum, file) => sum + file.sentBytes, 0);
    const rate = this.#means.meter.rate();
    return { bytes, sentBytes, rate, secondsLeft: rate === null ? null : bytesToGo(files) / rate };
  }

  #changed(): void {
    this.#uploads = this.#uploads.filter(({ state }) => state.name !== "removed");
    if (!this.#isBusy()) {
      this.#means.gear.pause.end();
      for (const resolve of this.#idlers.splice(0)) resolve();
    }
    this.#notify();
  }

  #notify(): void {
    if (this.#isNoticed) return;
    this.#isNoticed = true;
    this.#means.gear.environment.after(NOTICE_PAUSE, () => {
      this.#isNoticed = false;
      for (const listener of this.#listeners) listener();
      this.#lookAgain();
    });
  }

  #lookAgain(): void {
    if (this.#isAwake || !this.#isBusy() || this.#means.gear.pause.isOn) return;
    this.#isAwake = true;
    this.#means.gear.environment.after(LOOK_AGAIN, () => {
      this.#isAwake = false;
      this.#notify();
    });
  }
}

/** Those that failed or wait for a person take no time. */
function bytesToGo(files: readonly FileSnapshot[]): number {
  const going = files.filter(({ state }) => isSending(state));
  return going.reduce((sum, { size, sentBytes }) => sum + size - sentBytes, 0);
}
