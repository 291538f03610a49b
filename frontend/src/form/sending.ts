// The Send button: everything is saved and judged first; an upload under way is waited for, unless
// that is taken back.
import type { FilesPanel } from "../files/files-panel.ts";
import { button, html, say, show } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import { speak } from "../page/spoken.ts";
import type { Words } from "../page/words.ts";
import { ApiProblem, reasonOf } from "../problem.ts";
import type { FieldProblem } from "../submission.ts";
import type { Autosave } from "./autosave.ts";
import type { OpenDeposit } from "./deposit.ts";
import type { Problems } from "./problems.ts";

export interface SendingOptions {
  readonly words: Words;
  readonly files: FilesPanel;
  readonly autosave: Autosave;
  readonly problems: Problems;
  readonly opened: () => Promise<OpenDeposit>;
  readonly onSent: (deposit: OpenDeposit) => void;
}

/** What was typed could not be saved; the save state says why. */
class Unsaved extends Error {}

export class Sending {
  readonly #options: SendingOptions;
  /** Each press is a new one; taking back ends the last. */
  #turn = 0;

  constructor(options: SendingOptions) {
    this.#options = options;
    button("#send").addEventListener("click", () => void this.#press());
    button("#take-back").addEventListener("click", () => this.#takeBack());
  }

  async #press(): Promise<void> {
    if (button("#send").ariaDisabled === "true") return;
    this.#turn += 1;
    const turn = this.#turn;
    this.#busy("send.sending");
    try {
      if (await this.#isReady(turn)) await this.#submit();
      else if (turn === this.#turn) this.#free();
    } catch (error) {
      this.#failed(error);
    }
  }

  async #isReady(turn: number): Promise<boolean> {
    const { files } = this.#options;
    await this.#save();
    if (!this.#isRight(files.busy)) return false;
    if (!files.busy) return true;
    this.#busy("send.later", true);
    await files.idle();
    if (turn !== this.#turn) return false;
    this.#busy("send.sending");
    await this.#save();
    return this.#isRight(false);
  }

  /** Marked as changed first, so that even an untouched form is saved and judged. */
  async #save(): Promise<void> {
    const { autosave } = this.#options;
    autosave.changed();
    if (!(await autosave.flush())) throw new Unsaved();
  }

  #isRight(busy: boolean): boolean {
    const { problems, files } = this.#options;
    problems.ofFiles = busy ? [] : files.problems();
    if (!problems.any) return true;
    problems.attempt();
    return false;
  }

  async #submit(): Promise<void> {
    const deposit = await this.#options.opened();
    const submission = await deposit.api.read();
    if (submission.actions.includes("submit")) await deposit.api.submit();
    else if (submission.actions.includes("retry")) await deposit.api.retry();
    this.#options.onSent(deposit);
  }

  #failed(error: unknown): void {
    this.#free();
    if (error instanceof ApiProblem && error.errors.length > 0) {
      this.#place(error.errors);
      return;
    }
    const { words } = this.#options;
    const said = error instanceof Unsaved ? { key: "send.unsaved" } : reasonOf(error);
    this.#say(words("send.failed", { reason: saying(said, words) }));
  }

  #place(errors: readonly FieldProblem[]): void {
    const { problems } = this.#options;
    const isOfFiles = ({ field }: FieldProblem) => field.split(".")[0] === "files";
    const where = { place: html("[data-files]"), target: html("#files") };
    problems.found = errors.filter((problem) => !isOfFiles(problem));
    problems.ofFiles = errors.filter(isOfFiles).map(({ message }) => ({ message, ...where }));
    problems.attempt();
  }

  #takeBack(): void {
    this.#turn += 1;
    this.#free();
    this.#say(this.#options.words("send.back"));
    button("#send").focus();
  }

  #busy(key: string, canTakeBack = false): void {
    button("#send").ariaDisabled = "true";
    show(button("#take-back"), canTakeBack);
    if (canTakeBack) button("#take-back").focus();
    this.#say(this.#options.words(key));
  }

  #free(): void {
    button("#send").ariaDisabled = null;
    show(button("#take-back"), false);
    this.#say("");
  }

  #say(sentence: string): void {
    say(html("#send-state"), sentence);
    show(html("#send-state"), sentence !== "");
    if (sentence) speak(sentence);
  }
}
