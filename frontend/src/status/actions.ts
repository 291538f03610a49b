// What the depositor can do now: try again, go on editing, withdraw after being asked.
import type { SubmissionApi } from "../api.ts";
import { button, html, say, show, the } from "../page/elements.ts";
import { pageAddress, submissionHash } from "../page/link.ts";
import { saying } from "../page/saying.ts";
import type { Words } from "../page/words.ts";
import { reasonOf } from "../problem.ts";
import type { Submission, SubmissionState } from "../submission.ts";

export interface ActionsOptions {
  readonly words: Words;
  readonly api: SubmissionApi;
  readonly id: string;
  readonly key: string;
  readonly onAnswer: (submission: Submission) => void;
}

/** What curators want changed, and then sent again. */
const BACK: readonly SubmissionState[] = ["returned", "declined"];

export class Actions {
  readonly #options: ActionsOptions;
  readonly #form: string;

  constructor(options: ActionsOptions) {
    this.#options = options;
    this.#form = pageAddress("./", submissionHash(options.id, options.key));
    const { api } = options;
    button("#retry").addEventListener("click", () => void this.#do(() => api.retry()));
    this.#askFirst(() => void this.#do(() => api.cancel()));
  }

  show({ state, actions, attention, cancelling }: Submission): void {
    const can = (name: Submission["actions"][number]) => !cancelling && actions.includes(name);
    show(button("#retry"), can("retry"));
    const canMend = can("edit") && Boolean(attention?.field);
    show(html("#edit"), can("edit") && !canMend);
    show(html("#actions"), can("retry") || (can("edit") && !canMend));
    show(html("#withdrawal"), can("cancel"));
    the("#edit", HTMLAnchorElement).href = this.#form;
    the("#attention-link", HTMLAnchorElement).href = this.#form;
    show(html("#attention-link"), canMend);
    // One thing at a time is the next to do: first mend, then try again.
    const isBack = BACK.includes(state);
    const isToEdit = can("edit") && !canMend && (isBack || !can("retry"));
    this.#rank(isToEdit, !isToEdit && !canMend);
    say(html("#edit"), this.#options.words(isBack ? "change" : "edit"));
    say(html("#retry span"), this.#options.words(isBack ? "resend" : "retry"));
  }

  /** What is next to do stands first, to the eye as to the keyboard. */
  #rank(edit: boolean, retry: boolean): void {
    html("#edit").classList.toggle("button-main", edit);
    button("#retry").classList.toggle("button-main", retry);
    const second = edit ? button("#retry") : html("#edit");
    if (second.nextElementSibling) html("#actions").append(second);
  }

  async #do(act: () => Promise<Submission>): Promise<void> {
    this.#fail("");
    try {
      const submission = await act();
      this.#options.onAnswer(submission);
      html("#heading").focus();
    } catch (error) {
      const { words } = this.#options;
      this.#fail(words("action.failed", { reason: saying(reasonOf(error), words) }));
    }
  }

  #askFirst(withdraw: () => void): void {
    const dialog = the("#withdraw", HTMLDialogElement);
    button("#cancel").addEventListener("click", () => dialog.showModal());
    button("[value=keep]", dialog).addEventListener("click", () => dialog.close());
    button("[value=withdraw]", dialog).addEventListener("click", () => {
      dialog.close();
      withdraw();
    });
  }

  #fail(sentence: string): void {
    say(html("#action-error"), sentence);
    show(html("#action-error"), sentence !== "");
  }
}
