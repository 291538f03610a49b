// Text with formatting: its words and their format are held by a plain box, which works at once.
// Its editor is fetched when it is wanted; until then, and without it, the box is all there is.
import { all, show, the } from "../page/elements.ts";
import type { Words } from "../page/words.ts";

export type Format = "html" | "markdown";

/** As the form keeps it and the service takes it. */
export interface Rich {
  readonly format: Format;
  readonly text: string;
}

/** What the editor, once it is there, is told. */
export interface RichEditor {
  /** Other words were written into the box. */
  rewritten(): Promise<void>;
  /** The box got the focus, which is the editor's to take; `before`: what it held then. */
  entered(before: string): Promise<void>;
}

const REWRITTEN = "rich:rewritten";

export function boxOf(field: HTMLElement): HTMLTextAreaElement {
  return the(":scope > textarea", HTMLTextAreaElement, field);
}

export function formatOf(box: HTMLTextAreaElement): Format {
  return box.dataset.format === "html" ? "html" : "markdown";
}

export function readRich(field: HTMLElement): Rich | "" {
  const box = boxOf(field);
  return box.value.trim() === "" ? "" : { format: formatOf(box), text: box.value };
}

/** A bare string is what people type: Markdown. */
export function writeRich(field: HTMLElement, value: unknown): void {
  const { format, text } = isRich(value)
    ? value
    : { format: "markdown", text: String(value ?? "") };
  const box = boxOf(field);
  box.dataset.format = format === "html" ? "html" : "markdown";
  box.value = text;
  box.dispatchEvent(new Event(REWRITTEN, { bubbles: true }));
}

function isRich(value: unknown): value is Rich {
  return typeof value === "object" && value !== null && "text" in value && "format" in value;
}

/** What takes the focus: the editor where it shows, else the box. */
export function richControl(field: HTMLElement): HTMLElement {
  const shown = all("[role=textbox]", field).find((surface) => !surface.hidden);
  return shown ?? boxOf(field);
}

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
