// The text as it will look, with its toolbar and the row for a link's address. Knows no Markdown.

import { browserEnvironment } from "../environment.ts";
import { all, html, show } from "../page/elements.ts";
import type { Words } from "../page/words.ts";
import { LinkRow } from "./link-row.ts";
import { type Dropped, Surface } from "./surface.ts";
import { Toolbar } from "./toolbar.ts";
import { TOOLS } from "./tools.ts";

export interface FormattedTextOptions {
  readonly words: Words;
  readonly changed: (html: string) => unknown;
  readonly dropped: Dropped;
}

export class FormattedText {
  readonly root: HTMLElement;
  readonly #options: FormattedTextOptions;
  readonly #surface: Surface;
  readonly #toolbar: Toolbar;
  readonly #link: LinkRow;
  readonly #tools: HTMLElement;
  #entered = "";

  constructor(frame: HTMLElement, box: HTMLTextAreaElement, options: FormattedTextOptions) {
    this.#options = options;
    this.root = html("[data-rich-surface]", frame);
    this.#tools = html("[role=toolbar]", frame);
    nameAfter(box, this.root, this.#tools);
    this.#surface = new Surface(this.root, options.dropped);
    this.#link = new LinkRow(frame, this.#surface);
    this.#toolbar = new Toolbar(this.#tools, {
      isOn: (name) => (name === "link" ? this.#surface.isAny("A") : this.#isOn(name)),
      press: (name) => this.#press(name),
      leave: () => this.#surface.focus(),
    });
    this.#listen(box);
  }

  get value(): string {
    return this.#surface.text;
  }

  set value(text: string) {
    this.#surface.text = text;
    this.#toolbar.enable("undo", false);
    this.#toolbar.enable("redo", false);
  }

  show(shown: boolean): void {
    show(this.root, shown);
    show(this.#tools, shown);
    if (!shown) this.#link.close();
  }

  focus(): void {
    this.#surface.focus();
  }

  /** Goes on where the plain box was left: `blank` was typed last, and is no part of any text. */
  focusAtEnd(blank = ""): void {
    const last = this.#surface.getRoot().lastElementChild;
    if (blank && last instanceof HTMLParagraphElement) last.append(blank);
    this.#surface.focus();
    this.#surface.moveCursorToEnd();
  }

  #listen(box: HTMLTextAreaElement): void {
    const surface = this.#surface;
    surface.addEventListener("input", () => this.#options.changed(surface.text));
    surface.addEventListener("pathChange", () => this.#toolbar.refresh());
    surface.addEventListener("select", () => this.#toolbar.refresh());
    surface.addEventListener("undoStateChange", (event: Event) => {
      const { canUndo, canRedo } = (event as CustomEvent).detail;
      this.#toolbar.enable("undo", canUndo);
      this.#toolbar.enable("redo", canRedo);
    });
    for (const key of ["Ctrl-k", "Meta-k"]) {
      surface.setKeyHandler(key, (_, event) => this.#openLink(event));
    }
    surface.setKeyHandler("Alt-F10", () => this.#toolbar.focus());
    // What the browser says before the words are in the box; the box says it when they are.
    this.root.addEventListener("input", (event) => event.stopPropagation());
    this.root.addEventListener("focus", () => {
      this.#entered = box.value;
    });
    this.root.addEventListener("blur", () => {
      if (box.value !== this.#entered) box.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  #isOn(name: string): boolean {
    return TOOLS[name]?.isOn?.(this.#surface) ?? false;
  }

  #press(name: string): void {
    if (name === "link") this.#openLink();
    else TOOLS[name]?.run(this.#surface, this.#isOn(name));
    // The library tells of a change a moment later.
    browserEnvironment.after(0, () => this.#toolbar.refresh());
  }

  #openLink(event?: Event): void {
    event?.preventDefault();
    this.#link.open();
  }
}

/** The surface is called and described as the box is; the toolbar says which box it belongs to. */
function nameAfter(box: HTMLTextAreaElement, root: HTMLElement, tools: HTMLElement): void {
  const label = box.parentElement?.querySelector<HTMLElement>(":scope > .label");
  if (label) label.id = `${box.id}-label`;
  root.id = `${box.id}-text`;
  root.setAttribute("aria-labelledby", `${box.id}-label`);
  root.setAttribute("aria-describedby", box.getAttribute("aria-describedby") ?? "");
  if (box.ariaRequired) root.ariaRequired = box.ariaRequired;
  tools.setAttribute("aria-controls", root.id);
  all("button", tools).forEach((button) => {
    button.title = [button.ariaLabel, button.dataset.keys].filter(Boolean).join(", ");
  });
}
