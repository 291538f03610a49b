// "Formatted | Markdown": which of the two one writes in, remembered on this device.
import type { Format } from "../form/rich-box.ts";
import { all, html } from "../page/elements.ts";

const KEPT = "zenferry:writing";

export class WaySwitch {
  readonly #buttons: readonly HTMLElement[];

  constructor(frame: HTMLElement, choose: (way: Format) => void) {
    this.#buttons = all("button", html("[data-rich-way]", frame));
    for (const button of this.#buttons) {
      button.addEventListener("click", () => choose(wayOf(button)));
    }
  }

  show(way: Format): void {
    for (const button of this.#buttons) button.ariaPressed = String(wayOf(button) === way);
  }
}

function wayOf(button: HTMLElement): Format {
  return button.dataset.way === "markdown" ? "markdown" : "html";
}

export function preferred(): Format {
  try {
    return localStorage.getItem(KEPT) === "markdown" ? "markdown" : "html";
  } catch {
    return "html";
  }
}

export function prefer(way: Format): void {
  try {
    localStorage.setItem(KEPT, way);
  } catch {
    // A device that keeps nothing asks again next time.
  }
}
