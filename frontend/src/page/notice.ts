// The friendly page in place of the form or the status: what is missing and whom to ask.
import { button, html, say, show } from "./elements.ts";
import type { Words } from "./words.ts";

export interface NoticeOptions {
  /** In place of the page's own sentence. */
  readonly text?: string;
  readonly again?: () => void;
}

export class Notice {
  readonly #words: Words;
  readonly #instead: HTMLElement;
  #again: (() => void) | undefined;

  constructor(words: Words, instead: HTMLElement) {
    this.#words = words;
    this.#instead = instead;
    button("#notice-again").addEventListener("click", () => this.#again?.());
  }

  show(name: string, { text, again }: NoticeOptions = {}): void {
    say(html("#notice-heading"), this.#words(`notice.${name}.heading`));
    say(html("#notice-text"), text ?? this.#words(`notice.${name}.text`));
    this.#again = again;
    show(button("#notice-again"), again !== undefined);
    show(this.#instead, false);
    html("#notice").dataset.name = name;
    show(html("#notice"), true);
  }

  hide(): void {
    show(html("#notice"), false);
    show(this.#instead, true);
  }
}
