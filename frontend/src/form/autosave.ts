// Saves what was typed, a moment after the typing, one save at a time. Until a save is answered the
// words are kept on this device. Knows neither the form nor the screen.
import type { SubmissionApi } from "../api.ts";
import { backOff, type Environment } from "../environment.ts";
import { ApiProblem, reasonOf } from "../problem.ts";
import type { Sentence } from "../sentence.ts";
import type { FieldProblem, Metadata, Submission } from "../submission.ts";
import type { Kept, KeptWords } from "./kept-words.ts";
import { same } from "./same.ts";

export type SaveState =
  | { readonly name: "waiting" | "saving" | "saved" | "stale" }
  | { readonly name: "offline"; readonly isKept: boolean }
  | { readonly name: "failed"; readonly reason: Sentence; readonly isKept: boolean };

export interface AutosaveOptions {
  readonly opened: () => Promise<{
    readonly api: Pick<SubmissionApi, "saveMetadata" | "read">;
    readonly submission: Submission;
  }>;
  readonly values: () => Metadata;
  readonly kept: KeptWords;
  readonly environment: Environment;
  readonly onState: (state: SaveState) => void;
  /** The service has them now, in this revision: other windows want to know. */
  readonly onSaved?: (revision: number) => void;
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
  /** Whether this device holds what is not saved yet. */
  #isKept = true;
  /** Another window's save is about to be overwritten by choice. */
  #overwrites = false;
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

  /** Something was typed, or filled in by a press. */
  get isBegun(): boolean {
    return this.#isDirty || this.#revision !== null;
  }

  /** Closing the window now would lose words. */
  get isAtRisk(): boolean {
    return this.#isDirty && !this.#isKept;
  }

  /** Words kept on this device go on from the revision they were typed upon. */
  goOn({ revision, sent = null }: Pick<Kept, "revision" | "sent">): void {
    this.#revision = revision;
    this.#doubt = sent;
    this.changed();
  }

  /** The window is being left or covered: what is waiting is sent at once. */
  hurry(): void {
    this.keepHere();
    if (this.#isDirty && !this.#isStale) void this.#run();
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
    this.#isDirty = this.#overwrites = true;
    return this.#run();
  }

  /** ... or what the other one saved: the answer is to be written into the form. */
  async takeOther(): Promise<Submission> {
    const submission = await this.other();
    this.#options.kept.setAside(this.#options.values());
    this.#isDirty = false;
    this.#follow(submission);
    return submission;
  }

  /** What the service has, whoever saved it. */
  async other(): Promise<Submission> {
    const { api } = await this.#options.opened();
    return api.read();
  }

  /**
   * Another window has saved. Where nothing is waiting here, this window is to follow: the answer
   * is to be written into the form. Else nothing is answered, and saving will ask which one.
   */
  async savedElsewhere(revision: number): Promise<Submission | null> {
    const isOlder = () => !this.#isDirty && !this.#running && (this.#revision ?? 0) < revision;
    if (!isOlder()) return null;
    const submission = await this.other();
    if (!isOlder()) return null;
    this.#follow(submission);
    return submission;
  }

  #follow({ revision, problems }: Submission): void {
    this.#isStale = false;
    this.#revision = revision;
    this.#options.kept.forget();
    this.#options.onState({ name: "saved" });
    this.#options.onProblems(problems);
  }

  #keep(values: Metadata): void {
    const { kept } = this.#options;
    this.#isKept = kept.keep({ revision: this.#revision, values, sent: this.#doubt });
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
    if (environment.isOnline()) onState({ name: "saving" });
    else onState({ name: "offline", isKept: this.#isKept });
    const { api, submission } = await opened();
    this.#revision ??= submission.revision;
    await this.#settleDoubt(api);
    await this.#putAside(api);
    const saved = await this.#put(api, values, this.#revision);
    this.#revision = saved.revision;
    this.#failures = 0;
    this.#options.onSaved?.(saved.revision);
    // Typed since: what was wrong by then may be mended, and is judged with the next save, now.
    if (this.#isDirty) return;
    onProblems(saved.problems);
    kept.forget();
    onState({ name: "saved" });
  }

  async #put(api: Pick<SubmissionApi, "saveMetadata">, values: Metadata, revision: number) {
    // The window may be killed before the answer comes.
    this.#doubt = values;
    if (!this.#isDirty) this.#keep(values);
    try {
      const saved = await api.saveMetadata(values, revision);
      this.#doubt = null;
      return saved;
    } catch (error) {
      if (error instanceof ApiProblem && error.status < 500) this.#doubt = null;
      throw error;
    }
  }

  /** What is overwritten by choice stays on this device. */
  async #putAside(api: Pick<SubmissionApi, "read">): Promise<void> {
    if (!this.#overwrites) return;
    const { revision, metadata } = await api.read();
    this.#options.kept.setAside(metadata);
    this.#revision = revision;
    this.#overwrites = false;
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
    const isKept = this.#isKept;
    this.#options.onState({ name: "failed", reason: reasonOf(problem), isKept });
    this.#options.onRefused(problem);
  }

  #later(error: unknown): void {
    const isKept = this.#isKept;
    if (!(error instanceof ApiProblem)) this.#options.onState({ name: "offline", isKept });
    else this.#options.onState({ name: "failed", reason: reasonOf(error), isKept });
    this.#failures += 1;
    this.#soon(backOff(this.#options.environment, this.#failures));
  }

  #stale(problem: ApiProblem): void {
    this.#isStale = true;
    if (typeof problem.document.revision === "number") this.#revision = problem.document.revision;
    this.#options.onState({ name: "stale" });
  }
}
