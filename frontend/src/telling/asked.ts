// Loads what takes an address only when somebody turns to it, or when there is one already.
import { button, html, say } from "../page/elements.ts";
import type { Telling } from "./telling.ts";
import type { Way } from "./way.ts";

export class TellingPart {
  readonly #way: Way;
  #telling: Promise<Telling> | undefined;
  #isTold = false;
  #isThere = false;

  constructor(way: Way) {
    this.#way = way;
    const place = this.#place;
    place?.addEventListener("focusin", () => void this.#load());
    place?.addEventListener("click", ({ target }) => void this.#pressed(target));
    place?.addEventListener("keydown", ({ key, target, isComposing }) => {
      if (key === "Enter" && target instanceof HTMLInputElement && !isComposing)
        button("[data-leave]", place).click();
    });
  }

  /** Pressed before there was anything behind it: once there is, it is pressed again. */
  async #pressed(target: EventTarget | null): Promise<void> {
    const pressed = target instanceof Element ? target.closest("button") : null;
    if (!pressed || this.#isThere) return;
    if (await this.#load()) pressed.click();
    else say(html("#telling-state"), this.#way.words("error.unreachable"));
  }

  /** Whether somebody is told, as the service says it. `atOnce`: there is room for the whole part. */
  show(isTold: boolean, atOnce = isTold): void {
    this.#isTold = isTold;
    if (!this.#place || !(atOnce || this.#telling)) return;
    void this.#load().then((part) => part?.show(isTold));
  }

  /** Not where the profile wants no mails. */
  get #place(): HTMLElement | null {
    return document.querySelector<HTMLElement>("#telling");
  }

  #load(): Promise<Telling | null> {
    this.#telling ??= import("./telling.ts").then(({ Telling }) => {
      const made = new Telling(this.#way);
      made.show(this.#isTold);
      this.#isThere = true;
      return made;
    });
    return this.#telling.catch(() => {
      this.#telling = undefined;
      return null;
    });
  }
}
