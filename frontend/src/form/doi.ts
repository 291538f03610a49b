// A DOI before sending: asked for once, shown with a button to copy it.

import { copyButton } from "../page/copying.ts";
import { sayWithDoi } from "../page/doi.ts";
import { button, html, say, show } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import { speak } from "../page/spoken.ts";
import type { Words } from "../page/words.ts";
import { ApiProblem, reasonOf } from "../problem.ts";
import type { Sentence } from "../sentence.ts";
import type { Autosave } from "./autosave.ts";
import type { OpenDeposit } from "./deposit.ts";

export interface DoiOptions {
  readonly words: Words;
  readonly autosave: Autosave;
  readonly opened: () => Promise<OpenDeposit>;
}

export class DoiPanel {
  readonly #options: DoiOptions;

  constructor(options: DoiOptions) {
    this.#options = options;
    button("#doi-reserve").addEventListener("click", () => void this.#reserve());
    const value = () => html("#doi-value code").textContent ?? "";
    copyButton(button("#doi-value [data-copy]"), options.words, value);
  }

  get value(): string | null {
    return html("#doi-value code").textContent || null;
  }

  show(doi: string | null): void {
    sayWithDoi(html("#doi-value code"), doi ?? "");
    show(html("#doi-value"), doi !== null);
    show(button("#doi-reserve"), doi === null);
  }

  async #reserve(): Promise<void> {
    const reserve = button("#doi-reserve");
    if (reserve.ariaDisabled === "true") return;
    const label = reserve.textContent;
    reserve.ariaDisabled = "true";
    say(reserve, this.#options.words("doi.asking"));
    this.#fail("");
    try {
      await this.#ask();
    } catch (error) {
      this.#fail(saying(refusal(error), this.#options.words));
    } finally {
      reserve.ariaDisabled = null;
      say(reserve, label ?? "");
    }
  }

  async #ask(): Promise<void> {
    await this.#options.autosave.flush();
    const { api } = await this.#options.opened();
    const doi = await api.reserveDoi();
    this.show(doi);
    html("#doi-value code").focus();
    speak(this.#options.words("doi.done", { doi }));
  }

  #fail(sentence: string): void {
    say(html("#doi-error"), sentence);
    show(html("#doi-error"), sentence !== "");
  }
}

function refusal(error: unknown): Sentence {
  const first = error instanceof ApiProblem ? error.errors[0] : undefined;
  return first?.message ?? reasonOf(error);
}
