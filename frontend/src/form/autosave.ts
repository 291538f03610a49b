// Saves what was typed, a moment after the typing, one save at a time. Until a save is answered the
// words are kept on this device. Knows neither the form nor the screen.
import type { SubmissionApi } from "../api.ts";
import { backOff, type Environment } from "../environment.ts";
import { ApiProblem, reasonOf } from "../problem.ts";
import type { Sentence } from "../sentence.ts";
import type { FieldProblem, Metadata, Submission } from "../submission.ts";
import type { KeptWords } from "./kept-words.ts";
import { same } from "./same.ts";

export type SaveState =
  | { readonly name: "waiting" | "saving" | "saved" | "offline" | "stale" }
  | { readonly name: "failed"; readonly reason: Sentence };

export interface AutosaveOptions {
  readonly opened: () => Promise<{
    readonly api: Pick<SubmissionApi, "saveMetadata" | "read">;
    readonly submission: Submission;
  }>;
  readonly values: () => Metadata;
  readonly kept: KeptWords;
  readonly environment: Environment;
  readonly onState: (state: SaveState) => void;
  readonly onProblems: (problems: readonly FieldProblem[]) => void;
  /** Opening or saving was refused for good: the page has to say so. */
  readonly onRefused: (problem: ApiProblem) => void;
}

const PAUSE = 800;
/** The whole form is read for it: not with every key, but soon enough for a crash. */
const KEEP_PAUSE = 250;

export class Autosave {
  readonly #options: AutosaveOptions;
  #revision: number | null = null;
  #isDirty = false;
  #isStale = false;
  #failures = 0;
  /** Sent, but the answer was lost: it may have been saved. */
  #doubt: Metadata | null = null;
  #running: Promise<void> | undefined;
  #callOff = () => {};
  #callOffKeeping: (() => void) | undefined;

  constructor(options: AutosaveOptions) {
    this.#options = options;
    options.environment.onOnline(() => this.#isDirty && this.#soon(0));
  }

  changed(): void {
    this.#isDirty = true;
    this.#callOffKeeping ??= this.#options.environment.after(KEEP_PAUSE, () => this.keepHere());
    if (this.#isStale) return;
    this.#options.onState({ name: "waiting" });
    this.#soon(PAUSE);
  }

  /** What is not saved yet is kept on this device: at once, where the page may be about to go. */
  keepHere(): void {
    this.#callOffKeeping?.();
    this.#callOffKeeping = undefined;
    if (this.#isDirty) this.#keep(this.#options.values());
  }

  #keep(values: Metadata): void {
    this.#options.kept.keep({ revision: this.#revision, values });
  }

  /** Words kept on this device go on from the revision they were typed upon. */
  goOn(revision: number | null): void {
    this.#revision = revision;
    this.changed();
  }

  /** Saves now what is not saved yet; tells whether all of it is. */
  async flush(): Promise<boolean> {
    if (this.#isStale) this.#options.onState({ name: "stale" });
    await this.#run();
    return !this.#isDirty;
  }

  /** Another window saved in between, and what is in this one is to be kept. */
  keepThis(): Promise<void> {
    this.#isStale = false;
    this.#isDirty = true;
    return this.#run();
  }

  /** ... or what the other one saved: the answer is to be written into the form. */
  async takeOther(): Promise<Submission> {
    const { api } = await this.#options.opened();
    const submission = await api.read();
    this.#isStale = this.#isDirty = false;
    this.#revision = submission.revision;
    this.#options.kept.forget();
    this.#options.onState({ name: "saved" });
    this.#options.onProblems(submission.problems);
    return submission;
  }

  #soon(ms: number): void {
    this.#callOff();
    this.#callOff = this.#options.environment.after(ms, () => void this.#run());
  }

  #run(): Promise<void> {
    this.#callOff();
    this.#running ??= this.#saveAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #saveAll(): Promise<void> {
    while (this.#isDirty && !this.#isStale) {
      this.#callOffKeeping?.();
      this.#callOffKeeping = undefined;
      this.#isDirty = false;
      const values = this.#options.values();
      // Read once, for both.
      this.#keep(values);
      try {
        await this.#save(values);
      } catch (error) {
        this.#isDirty = true;
        return this.#failed(error);
      }
    }
  }

  async #save(values: Metadata): Promise<void> {
    const { environment, opened, kept, onState, onProblems } = this.#options;
    onState({ name: environment.isOnline() ? "saving" : "offline" });
    const { api, submission } = await opened();
    this.#revision ??= submission.revision;
    await this.#settleDoubt(api);
    const saved = await this.#put(api, values, this.#revision);
    this.#revision = saved.revision;
    this.#failures = 0;
    onProblems(saved.problems);
    if (this.#isDirty) return;
    kept.forget();
    onState({ name: "saved" });
  }

  async #put(api: Pick<SubmissionApi, "saveMetadata">, values: Metadata, revision: number) {
    try {
      return await api.saveMetadata(values, revision);
    } catch (error) {
      const isRefused = error instanceof ApiProblem && error.status < 500;
      this.#doubt = isRefused ? null : values;
      throw error;
    }
  }

  /** What was sent and not answered is looked for, lest our own save look like another window's. */
  async #settleDoubt(api: Pick<SubmissionApi, "read">): Promise<void> {
    if (this.#doubt === null) return;
    const { revision, metadata } = await api.read();
    if (same(metadata, this.#doubt)) this.#revision = revision;
    this.#doubt = null;
  }

  #failed(error: unknown): void {
    const isFinal = error instanceof ApiProblem && error.status < 500 && !error.isPassing;
    if (isFinal && error.status === 412) this.#stale(error);
    else if (isFinal) this.#refused(error);
    else this.#later(error);
  }

  #refused(problem: ApiProblem): void {
    this.#options.onState({ name: "failed", reason: reasonOf(problem) });
    this.#options.onRefused(problem);
  }

  #later(error: unknown): void {
    const reason = error instanceof ApiProblem ? reasonOf(error) : null;
    this.#options.onState(reason === null ? { name: "offline" } : { name: "failed", reason });
    this.#failures += 1;
    this.#soon(backOff(this.#options.environment, this.#failures));
  }

  #stale(problem: ApiProblem): void {
    this.#isStale = true;
    if (typeof problem.document.revision === "number") this.#revision = problem.document.revision;
    this.#options.onState({ name: "stale" });
  }
}
