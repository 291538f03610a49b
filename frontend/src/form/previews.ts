// The Preview button, and when to look at the record anew: what shows it is fetched when wanted.
import { browserEnvironment } from "../environment.ts";
import { button, the } from "../page/elements.ts";
import type { PreviewsOptions } from "../preview/options.ts";
import { isBlank } from "./values.ts";

/** After the last save: nobody needs the citation while they are typing. */
const PAUSE = 1500;
const LATE = 300;

export class Previews {
  readonly #options: PreviewsOptions;
  readonly #dialog = the("#preview-panel", HTMLDialogElement);
  #callOff = () => {};

  constructor(options: PreviewsOptions) {
    this.#options = options;
    button("#preview").addEventListener("click", () => void this.#open());
    button("#preview-close").addEventListener("click", () => this.#dialog.close());
    button("#preview-again").addEventListener("click", () => void this.#fill());
  }

  /** Something was saved: what is said about the record beside the form may have changed. */
  saved(): void {
    this.#callOff();
    this.#callOff = browserEnvironment.after(PAUSE, () => void this.#glance());
  }

  /** With its style, unless that takes too long: a press is answered at once. */
  async #open(): Promise<void> {
    const dressed = import("../preview/panel.ts").then(({ dress }) => dress());
    const late = new Promise<void>((resolve) => browserEnvironment.after(LATE, resolve));
    await Promise.race([dressed, late]).catch(() => {});
    if (!this.#dialog.open) this.#dialog.showModal();
    await this.#fill();
  }

  async #fill(): Promise<void> {
    this.#dialog.dataset.state = "loading";
    try {
      const { show } = await import("../preview/panel.ts");
      await show(this.#dialog, this.#options);
    } catch {
      this.#dialog.dataset.state = "away";
    }
  }

  /** Nobody waits for it: what cannot be had now is tried again after the next save. */
  async #glance(): Promise<void> {
    if (isBlank(this.#options.request().values.title)) return;
    const read = await import("../preview/glance.ts").catch(() => null);
    await read?.glance(this.#options);
  }
}
