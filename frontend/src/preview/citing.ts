// The citation in one of several styles, and BibTeX, each to copy.
import type { Citation } from "../api.ts";
import { copyButton } from "../page/copying.ts";
import { sayWithDoi } from "../page/doi.ts";
import { button, html, show, the } from "../page/elements.ts";
import type { Words } from "../page/words.ts";

export class Citing {
  readonly #section: HTMLElement;
  readonly #styles: HTMLSelectElement;
  #citations: readonly Citation[] = [];
  #bibtex = "";

  constructor(dialog: HTMLElement, words: Words) {
    this.#section = html("[data-citing]", dialog);
    this.#styles = the("select", HTMLSelectElement, this.#section);
    this.#styles.addEventListener("change", () => this.#showChosen());
    copyButton(button("[data-copy=citation]", dialog), words, () => this.#chosen?.text ?? "");
    copyButton(button("[data-copy=bibtex]", dialog), words, () => this.#bibtex);
  }

  show(citations: readonly Citation[], bibtex: string): void {
    const kept = this.#chosen?.style;
    this.#citations = citations;
    this.#bibtex = bibtex;
    this.#styles.replaceChildren(...citations.map(optionOf));
    if (citations.some(({ style }) => style === kept)) this.#styles.value = kept ?? "";
    html("[data-bibtex]", this.#section).textContent = bibtex;
    show(this.#section, citations.length > 0);
    this.#showChosen();
  }

  get #chosen(): Citation | undefined {
    return this.#citations.find(({ style }) => style === this.#styles.value);
  }

  #showChosen(): void {
    sayWithDoi(html("[data-citation]", this.#section), this.#chosen?.text ?? "");
  }
}

function optionOf({ style, label }: Citation): HTMLOptionElement {
  const option = document.createElement("option");
  option.value = style;
  option.textContent = label;
  return option;
}
