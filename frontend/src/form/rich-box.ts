// The box that holds a text with formatting: its words and their format. It works at once, with an
// editor or without. Knows of the editor only what it is told.
import { all, the } from "../page/elements.ts";

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

/** The event that says so. */
export const REWRITTEN = "rich:rewritten";

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
