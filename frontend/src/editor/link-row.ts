// The row in which a link's address is typed, for the words that are selected.
import { button, html, show, the } from "../page/elements.ts";
import type { Surface } from "./surface.ts";
import { ADDRESS } from "./tags.ts";

export class LinkRow {
  readonly #row: HTMLElement;
  readonly #address: HTMLInputElement;
  readonly #surface: Surface;
  #range: Range | undefined;

  constructor(frame: HTMLElement, surface: Surface) {
    this.#surface = surface;
    this.#row = html("[data-rich-link]", frame);
    this.#address = the("input", HTMLInputElement, this.#row);
    button("[data-link-set]", this.#row).addEventListener("click", () => this.#set());
    button("[data-link-remove]", this.#row).addEventListener("click", () => this.#remove());
    this.#row.addEventListener("keydown", (event) => this.#key(event));
    // An address on its way is no word of the text.
    for (const name of ["input", "change"]) {
      this.#row.addEventListener(name, (event) => event.stopPropagation());
    }
  }

  open(): void {
    this.#range = this.#surface.getSelection();
    const link = linkAround(this.#range.startContainer, this.#surface.getRoot());
    this.#address.value = link?.getAttribute("href") ?? "";
    show(button("[data-link-remove]", this.#row), link !== null);
    show(this.#row, true);
    this.#address.focus();
  }

  close(): void {
    show(this.#row, false);
  }

  #set(): void {
    const address = addressFrom(this.#address.value);
    if (address === "") {
      this.#address.focus();
      return;
    }
    this.#back();
    this.#surface.makeLink(address);
  }

  #remove(): void {
    this.#back();
    this.#surface.removeLink();
  }

  #back(): void {
    this.close();
    if (this.#range) this.#surface.setSelection(this.#range);
    this.#surface.focus();
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.#back();
    } else if (event.key === "Enter" && event.target === this.#address) {
      event.preventDefault();
      this.#set();
    }
  }
}

/** People leave out what stands before the name, or copy a DOI as it is printed. */
export function addressFrom(typed: string): string {
  const text = typed.trim();
  if (text === "" || ADDRESS.test(text)) return text;
  if (/^10\.\d{4,9}\/\S+$/.test(text)) return `https://doi.org/${text}`;
  if (/^[^\s@/]+@[^\s@/]+$/.test(text)) return `mailto:${text}`;
  return `https://${text.replace(/^\w*:?\/+/, "")}`;
}

function linkAround(node: Node, root: Node): Element | null {
  const element = node instanceof Element ? node : node.parentElement;
  const link = element?.closest("a") ?? null;
  return link && root.contains(link) ? link : null;
}
