// The editor's toolbar: one stop of the Tab key, arrows within it, and buttons that say what is on.
import { all } from "../page/elements.ts";

export interface ToolbarOptions {
  readonly isOn: (name: string) => boolean;
  readonly press: (name: string) => void;
  /** Escape: back to where one came from. */
  readonly leave: () => void;
}

export class Toolbar {
  readonly #options: ToolbarOptions;
  readonly #buttons: readonly HTMLElement[];

  constructor(element: HTMLElement, options: ToolbarOptions) {
    this.#options = options;
    this.#buttons = all("button", element);
    this.#stopAt(0);
    // A press keeps the caret where it is.
    element.addEventListener("mousedown", (event) => event.preventDefault());
    element.addEventListener("click", ({ target }) => this.#pressed(target));
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("focusin", ({ target }) => this.#stopAt(this.#indexOf(target)));
  }

  focus(): void {
    this.#buttons.find((button) => button.tabIndex === 0)?.focus();
  }

  /** Shows what is on where the caret is. */
  refresh(): void {
    for (const button of this.#buttons) {
      if (button.ariaPressed !== null) {
        button.ariaPressed = String(this.#options.isOn(button.dataset.tool ?? ""));
      }
    }
  }

  enable(name: string, enabled: boolean): void {
    const button = this.#buttons.find(({ dataset }) => dataset.tool === name);
    if (button) button.ariaDisabled = String(!enabled);
  }

  #pressed(target: EventTarget | null): void {
    const button = this.#buttons[this.#indexOf(target)];
    if (!button || button.ariaDisabled === "true") return;
    this.#options.press(button.dataset.tool ?? "");
    this.refresh();
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape") this.#options.leave();
    const next = stepFrom(event.key, this.#indexOf(event.target), this.#buttons.length);
    if (next === null) return;
    event.preventDefault();
    this.#stopAt(next);
    this.#buttons[next]?.focus();
  }

  #indexOf(target: EventTarget | null): number {
    return this.#buttons.findIndex((button) => target instanceof Node && button.contains(target));
  }

  #stopAt(index: number): void {
    if (index < 0) return;
    this.#buttons.forEach((button, at) => {
      button.tabIndex = at === index ? 0 : -1;
    });
  }
}

/** Where a key leads in a row of `count`, round its ends; null for any other key. */
export function stepFrom(key: string, from: number, count: number): number | null {
  if (key === "ArrowRight") return (from + 1) % count;
  if (key === "ArrowLeft") return (from + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
