// Asked before formatting is given up that Markdown has no sign for. Nothing goes without a yes.
import { button, html, say, show } from "../page/elements.ts";
import type { Words } from "../page/words.ts";

export class LossQuestion {
  readonly #element: HTMLElement;
  readonly #words: Words;

  constructor(frame: HTMLElement, words: Words) {
    this.#element = html("[data-rich-question]", frame);
    this.#words = words;
  }

  ask(lost: readonly string[], yes: () => void, no: () => void): void {
    const what = lost.map((name) => this.#words(`rich.lost.${name}`)).join(", ");
    say(html("p", this.#element), this.#words("rich.lost", { what }));
    const keep = button("[data-keep]", this.#element);
    const answer = (act: () => void) => () => {
      show(this.#element, false);
      act();
    };
    keep.onclick = answer(no);
    button("[data-go-on]", this.#element).onclick = answer(yes);
    this.#element.onkeydown = ({ key }) => key === "Escape" && keep.click();
    show(this.#element, true);
    keep.focus();
  }
}
