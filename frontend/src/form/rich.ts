// Text with formatting: its editor is fetched when it is wanted; until then, and without it, the box
// is all there is.
import { show, the } from "../page/elements.ts";
import type { Words } from "../page/words.ts";
import { boxOf, formatOf, REWRITTEN, type RichEditor } from "./rich-box.ts";

export class RichFields {
  readonly #words: Words;
  readonly #editors = new WeakMap<HTMLElement, Promise<RichEditor>>();

  constructor(form: HTMLElement, words: Words) {
    this.#words = words;
    form.addEventListener("focusin", ({ target }) => {
      const before = target instanceof HTMLTextAreaElement ? target.value : "";
      this.#at(target, (editor) => editor.entered(before));
    });
    form.addEventListener(REWRITTEN, ({ target }) => this.#rewritten(target));
  }

  /** Markdown can be read as it is; tags cannot, so that the editor is fetched for them. */
  #rewritten(target: EventTarget | null): void {
    if (!(target instanceof HTMLTextAreaElement)) return;
    const field = fieldOf(target);
    const isWanted = formatOf(target) === "html" && target.value !== "";
    if (isWanted || (field && this.#editors.has(field))) this.#at(target, (one) => one.rewritten());
  }

  #at(target: EventTarget | null, tell: (editor: RichEditor) => Promise<void>): void {
    const field = target instanceof HTMLTextAreaElement ? fieldOf(target) : null;
    if (field) void this.#editor(field).then(tell, () => this.#missing(field));
  }

  #editor(field: HTMLElement): Promise<RichEditor> {
    const made =
      this.#editors.get(field) ??
      import("../editor/editor.ts").then(({ edit }) => edit(field, this.#words));
    this.#editors.set(field, made);
    return made;
  }

  /** Without a connection, say. The next time the box is entered it is asked for again. */
  #missing(field: HTMLElement): void {
    this.#editors.delete(field);
    show(the("[data-rich-missing]", HTMLElement, field), formatOf(boxOf(field)) === "html");
  }
}

function fieldOf(box: HTMLElement): HTMLElement | null {
  return box.closest<HTMLElement>("[data-kind=rich]");
}
