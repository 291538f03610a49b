// What a curator does about one deposit: offered as its state allows, asked for once more where it
// can't be taken back, and told when it was done. What is true after it is read anew.
import { all, html, say, show, the } from "../page/elements.ts";
import { day } from "../page/figures.ts";
import type { Words } from "../page/words.ts";
import { ApiProblem } from "../problem.ts";
import type { CuratedDeposit, CurationAct } from "./answers.ts";
import type { CurationApi } from "./api.ts";
import { ask, judged } from "./asking.ts";
import { tellFailure } from "./failing.ts";
import { showFreshLink } from "./fresh-link.ts";

export interface ActsOptions {
  readonly words: Words;
  readonly api: () => Promise<Pick<CurationApi, "act" | "transfer">>;
  /** Reads it anew, and shows that. */
  readonly again: () => Promise<void>;
}

export class Acts {
  readonly #options: ActsOptions;
  #shown: CuratedDeposit | null = null;
  #isBusy = false;

  constructor(options: ActsOptions) {
    this.#options = options;
    for (const each of all("[data-act]", html("#acts"))) {
      each.onclick = () => this.#ask(each.dataset.act as CurationAct);
    }
  }

  show(curated: CuratedDeposit): void {
    const { submission, actions } = curated;
    if (submission.id !== this.#shown?.submission.id) this.#tell("");
    this.#shown = curated;
    show(html("#acts"), actions.length > 0);
    // What is next to do, if there is anything, stands out.
    const main = actions.includes("approve") ? "approve" : "retry";
    for (const each of all("[data-act]", html("#acts"))) {
      show(each, actions.includes(each.dataset.act as CurationAct));
      each.classList.toggle("button-main", each.dataset.act === main);
    }
    const until = this.#options.words("extend.until", { date: day(submission.expires) });
    say(html("#extend-hint"), until);
  }

  #ask(act: CurationAct): void {
    const { words } = this.#options;
    const asked = { words, act: () => this.#inDialog(act) };
    if (act === "retry") void this.#atOnce(act);
    else if (act === "return") ask("#act-return", { ...asked, isFit: hasWords });
    else if (act === "extend") ask("#act-extend", { ...asked, isFit: hasDays });
    else if (act === "transfer") ask("#act-transfer", { ...asked, isFit: hasAddress });
    else ask(`#act-${act}`, asked);
  }

  async #inDialog(act: CurationAct): Promise<void> {
    const link = await this.#do(act);
    the(`#act-${act}`, HTMLDialogElement).close();
    for (const field of all("textarea, input[type=email]", html(`#act-${act}`))) {
      (field as HTMLInputElement).value = "";
    }
    await this.#done(act, link);
  }

  async #atOnce(act: CurationAct): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#tell(this.#options.words("busy"));
    try {
      await this.#done(act, await this.#do(act));
    } catch (error) {
      this.#tell("");
      this.#fail(error);
    } finally {
      this.#isBusy = false;
    }
  }

  /** Whatever came of it, what is true now is read: also after a refusal, or a lost answer. */
  async #do(act: CurationAct): Promise<string | null> {
    this.#fail(null);
    try {
      return await this.#call(act);
    } catch (error) {
      if (!(error instanceof ApiProblem && error.status === 401)) await this.#again();
      throw error;
    }
  }

  /** The link that this is told once, where there is one. */
  async #call(act: CurationAct): Promise<string | null> {
    const { submission, stamp } = this.#shown as CuratedDeposit;
    const api = await this.#options.api();
    if (act !== "transfer") {
      await api.act(submission.id, act, detailsOf(act, stamp));
      return null;
    }
    const email = the("#transfer-email", HTMLInputElement).value.trim();
    return (await api.transfer(submission.id, email || null)).link;
  }

  async #again(): Promise<void> {
    await this.#options.again().catch(() => undefined);
  }

  async #done(act: CurationAct, link: string | null): Promise<void> {
    const { words } = this.#options;
    await this.#again();
    this.#tell(words(act === "transfer" && link === null ? "done.mailed" : `done.${act}`));
    html("#one-heading").focus();
    if (link) {
      showFreshLink(link, { heading: words("link.transfer"), text: words("link.old") }, words);
    }
  }

  #tell(sentence: string): void {
    say(html("#act-done"), sentence);
  }

  #fail(error: unknown): void {
    tellFailure("#act-error", error, this.#options.words);
  }
}

function detailsOf(act: CurationAct, stamp: string): object {
  if (act === "approve") return { stamp };
  if (act === "return") return { words: the("#return-words", HTMLTextAreaElement).value.trim() };
  return act === "extend" ? { days: the("#extend-days", HTMLInputElement).valueAsNumber } : {};
}

function hasWords(): boolean {
  return judged("return-words", ({ value }) => value.trim() !== "");
}

function hasDays(): boolean {
  return judged("extend-days", ({ validity }) => validity.valid);
}

function hasAddress(): boolean {
  return judged("transfer-email", ({ validity }) => validity.valid);
}
