// Squire, the library that edits, made to work here: what comes in is cleaned first, and nothing
// becomes markup but by clean.ts.
import Squire from "squire-rte";
import { clean, cleanMarkup, type Lost } from "./clean.ts";

export type Dropped = (lost: readonly Lost[]) => void;

/** Which the library adds below a table, so that there is somewhere to go on. */
const EMPTY_LINES = /(?:<p><br><\/p>)+$/;

export class Surface extends Squire {
  constructor(root: HTMLElement, dropped: Dropped) {
    super(root, {
      blockTag: "P",
      sanitizeToDOMFragment: (html) => {
        const { nodes, lost } = clean(html);
        if (lost.length > 0) dropped(lost);
        return nodes;
      },
    });
    this.addEventListener("pasteImage", () => dropped(["pictures"]));
    // Tab goes on to the next field, and Page Down scrolls, as everywhere on the page.
    // Repositories keep no words that are struck out.
    const keys = ["Tab", "Shift-Tab", "PageUp", "PageDown", "Ctrl-Shift-7", "Meta-Shift-7"];
    for (const key of keys) this.setKeyHandler(key, null);
  }

  /** Undoing writes markup: the library's own way is a string, which the page forbids. */
  override _setRawHTML(html: string): this {
    super._setRawHTML(cleanMarkup(html));
    return this;
  }

  /** "" where nothing is written, whatever empty lines stand there. */
  get text(): string {
    const isEmpty = (this.getRoot().textContent ?? "").replace(/\u200B/g, "").trim() === "";
    return isEmpty ? "" : this.getHTML().replace(EMPTY_LINES, "");
  }

  set text(html: string) {
    this.setHTML(html);
  }

  isAny(...tags: string[]): boolean {
    return tags.some((tag) => this.hasFormat(tag));
  }

  /** Whole paragraphs become headings, and the other way round. */
  rename(from: readonly string[], to: string): void {
    this.modifyBlocks((fragment) => {
      for (const block of fragment.querySelectorAll(from.join())) {
        const renamed = document.createElement(to);
        renamed.append(...block.childNodes);
        block.replaceWith(renamed);
      }
      return fragment;
    });
    this.focus();
  }
}
