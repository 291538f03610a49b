// The way in: an address is typed and a link is sent; the page that the link opens has a button,
// and only that uses the link up: programs that open links in mails press none.
import { button, html, say, show, the } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import type { Words } from "../page/words.ts";
import { ApiProblem, reasonOf } from "../problem.ts";
import type { DeskSession } from "./answers.ts";
import type { CurationApi } from "./api.ts";

export interface SigningInOptions {
  readonly words: Words;
  readonly api: () => Promise<Pick<CurationApi, "askLink" | "signIn">>;
  /** A link is on its way. */
  readonly onAsked: () => void;
  readonly onSession: (session: DeskSession) => void;
  /** The link is used up, or was none: it has no business in the address any more. */
  readonly onUsed: () => void;
}

/** Why somebody is asked to sign in. */
export type Why = "first" | "link" | "ended" | "left";

const REFUSED = [400, 401, 403, 404, 410, 422];

export class SigningIn {
  readonly #options: SigningInOptions;
  #secret = "";
  #isBusy = false;

  constructor(options: SigningInOptions) {
    this.#options = options;
    the("#ask-link", HTMLFormElement).onsubmit = (event) => {
      event.preventDefault();
      void this.#ask();
    };
    button("#use-link-now").onclick = () => void this.#use();
    button("#ask-again").onclick = () => {
      this.#step("ask-link");
      the("#curator-email", HTMLInputElement).focus();
    };
  }

  show(why: Why, secret = ""): void {
    this.#secret = secret;
    say(html("#sign-in-why"), this.#options.words(`sign_in.${why}`));
    this.#fail("");
    this.#step(secret ? "use-link" : "ask-link");
    show(html("#sign-in"), true);
    // Who followed a link came to press this, and nothing else.
    if (secret) button("#use-link-now").focus();
  }

  hide(): void {
    this.#secret = "";
    show(html("#sign-in"), false);
  }

  async #ask(): Promise<void> {
    const field = the("#curator-email", HTMLInputElement);
    const email = field.value.trim();
    const isWrong = email === "" || !field.validity.valid;
    show(html("#curator-email-error"), isWrong);
    field.setAttribute("aria-invalid", String(isWrong));
    if (isWrong) return field.focus();
    await this.#busy(async () => {
      await (await this.#options.api()).askLink(email);
      this.#options.onAsked();
      this.#step("link-sent");
      html("#link-sent h2").focus();
    });
  }

  async #use(): Promise<void> {
    await this.#busy(async () => {
      try {
        const session = await (await this.#options.api()).signIn(this.#secret);
        this.#options.onUsed();
        this.#options.onSession(session);
      } catch (error) {
        if (!(error instanceof ApiProblem && REFUSED.includes(error.status))) throw error;
        this.#options.onUsed();
        this.#step("ask-link");
        this.#fail(this.#options.words("sign_in.used"));
        the("#curator-email", HTMLInputElement).focus();
      }
    });
  }

  /** One thing at a time: a link that is pressed twice would be used up by the first. */
  async #busy(act: () => Promise<void>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#fail("");
    try {
      await act();
    } catch (error) {
      this.#fail(saying(reasonOf(error), this.#options.words));
    } finally {
      this.#isBusy = false;
    }
  }

  #step(name: "ask-link" | "link-sent" | "use-link"): void {
    for (const each of ["ask-link", "link-sent", "use-link"]) show(html(`#${each}`), each === name);
  }

  #fail(sentence: string): void {
    say(html("#sign-in-error"), sentence);
    show(html("#sign-in-error"), sentence !== "");
  }
}
