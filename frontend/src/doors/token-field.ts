// The field that takes a token: shown or hidden letters, and what is wrong with it right below.
import { button, html, say, show, the } from "../page/elements.ts";

export class TokenField {
  readonly #input = the("#token-typed", HTMLInputElement);
  readonly #error = html("#token-error");

  constructor() {
    const shown = button("#token-show");
    shown.onclick = () => {
      const isShown = this.#input.type === "password";
      this.#input.type = isShown ? "text" : "password";
      shown.setAttribute("aria-pressed", String(isShown));
    };
    this.#input.addEventListener("input", () => this.#tell(""));
  }

  get value(): string {
    return this.#input.value.trim();
  }

  empty(): void {
    this.#input.value = "";
    this.#tell("");
  }

  fail(sentence: string): void {
    this.#tell(sentence);
    this.#input.focus();
  }

  #tell(sentence: string): void {
    say(this.#error, sentence);
    show(this.#error, sentence !== "");
    this.#input.setAttribute("aria-invalid", String(sentence !== ""));
  }
}
