// The same deposit in two windows: this one follows the other where it can, and where both have
// words that the other lacks, asks which are right. Those not taken stay on this device.
import type { Doors } from "../filling/doors.ts";
import { html, say, show } from "../page/elements.ts";
import { hideNote, note } from "../page/note.ts";
import { speak } from "../page/spoken.ts";
import type { Words } from "../page/words.ts";
import type { Metadata } from "../submission.ts";
import type { Autosave } from "./autosave.ts";
import type { DepositForm } from "./deposit-form.ts";
import type { KeptWords } from "./kept-words.ts";
import { askWhichOne } from "./save-state.ts";
import { Windows } from "./windows.ts";

export interface VersionsOptions {
  readonly words: Words;
  readonly form: DepositForm;
  readonly autosave: Autosave;
  readonly kept: KeptWords;
  readonly doors: Doors;
  readonly deposit: string;
}

export class Versions {
  readonly #options: VersionsOptions;
  readonly #windows: Windows;

  constructor(options: VersionsOptions) {
    this.#options = options;
    this.#windows = new Windows(options.deposit, {
      onCount: (others) => this.#count(others),
      onSaved: (revision) => void this.#follow(revision).catch(() => {}),
    });
  }

  saved(revision: number): void {
    this.#windows.saved(revision);
  }

  /** Another window saved what this one does not know. */
  ask(): void {
    const { autosave } = this.#options;
    askWhichOne({
      keep: () => void this.#settle(() => autosave.keepThis()),
      load: () => void this.#settle(() => this.#load()),
      compare: () => void this.#settle(() => this.#compare()),
    });
  }

  /** The version that was not taken, as long as nobody has looked at it. */
  async offerAside(): Promise<void> {
    const { kept, words, doors } = this.#options;
    const aside = await kept.aside();
    if (aside === null) return;
    const end = { chosen: () => kept.forgetAside(), left: () => {} };
    const act = () => {
      hideNote();
      doors.compare(aside, end);
    };
    note(words("windows.aside"), { label: words("windows.look"), act });
  }

  async #settle(act: () => Promise<void>): Promise<void> {
    // Without an answer of the service nothing is settled: the question stays.
    await act().catch(() => this.ask());
    await this.offerAside();
  }

  async #load(): Promise<void> {
    this.#write((await this.#options.autosave.takeOther()).metadata);
  }

  async #compare(): Promise<void> {
    const { autosave, doors } = this.#options;
    const { metadata } = await autosave.other();
    doors.compare(metadata, {
      chosen: () => void this.#settle(() => autosave.keepThis()),
      left: () => this.ask(),
    });
  }

  async #follow(revision: number): Promise<void> {
    const submission = await this.#options.autosave.savedElsewhere(revision);
    if (!submission) return;
    this.#write(submission.metadata);
    speak(this.#options.words("windows.followed"));
  }

  #write(metadata: Metadata): void {
    this.#options.form.values = metadata;
  }

  #count(others: number): void {
    const line = html("#windows");
    say(line, this.#options.words("windows.other"));
    if (others > 0 && line.hidden) speak(line.textContent);
    show(line, others > 0);
  }
}
