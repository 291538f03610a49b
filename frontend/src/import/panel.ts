// The dialog that fills in the form from elsewhere: asks for a source, reads it, shows what it says.
import type { Desk } from "../filling/desk.ts";
import { openDialog, step, tell } from "../page/dialog.ts";
import { button, html, the } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import { reasonOf } from "../problem.ts";
import type { Metadata } from "../submission.ts";
import { LARGEST } from "./likely.ts";
import { Review } from "./review.ts";
import { type Imported, type ImportSource, typedSource } from "./source.ts";

/** Another deposit is not read as it is: its agreement was to that one. */
const OF_ONE_DEPOSIT = ["agreement"];

export class ImportPanel {
  readonly #desk: Desk;
  #dialog = the("#import", HTMLDialogElement);
  /** Each reading is a new one; the answer to an earlier is of no interest. */
  #turn = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  open(doi = ""): void {
    this.#dialog = openDialog("#import");
    this.#choose();
    const file = the("#import-file", HTMLInputElement);
    file.onchange = () => {
      const [chosen] = file.files ?? [];
      if (chosen) void this.read(chosen);
      file.value = "";
    };
    this.#takeDropped();
    const typed = the("#import-typed", HTMLInputElement);
    typed.value = doi;
    the("#import-form", HTMLFormElement).onsubmit = (event) => {
      event.preventDefault();
      void this.#readTyped(typed.value);
    };
    if (doi) typed.focus();
  }

  async read(file: File): Promise<void> {
    if (!this.#dialog.open) this.open();
    if (file.size > LARGEST) return this.#wrong("import.large", { name: file.name });
    const text = await file.text().catch(() => null);
    if (text === null) return this.#wrong("import.unreadable", { name: file.name });
    await this.#ask({ text, name: file.name }, file.name);
  }

  async #readTyped(text: string): Promise<void> {
    const typed = typedSource(text, JSON.parse(this.#dialog.dataset.records ?? "{}"));
    if (typed.kind === "none") this.#wrong("import.unknown");
    else if (typed.kind === "doi") await this.#ask({ doi: typed.doi }, typed.doi);
    else
      await this.#show(
        () => this.#deposit(typed.id, typed.key),
        this.#desk.words("import.earlier"),
      );
  }

  async #deposit(id: string, key: string): Promise<Imported> {
    const { metadata } = await (await this.#desk.api()).submission(id, key).read();
    const entries = Object.entries(metadata).filter(([name]) => !OF_ONE_DEPOSIT.includes(name));
    const values: Metadata = Object.fromEntries(entries);
    return { format: "deposit", values, filled: Object.keys(values), not_understood: [] };
  }

  #ask(source: ImportSource, name: string): Promise<void> {
    return this.#show(async () => (await this.#desk.api()).read(source), name);
  }

  async #show(read: () => Promise<Imported>, source: string): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    tell(this.#dialog, this.#desk.words("import.reading"));
    try {
      const found = await read();
      if (turn !== this.#turn || !this.#dialog.open) return;
      tell(this.#dialog, "");
      new Review(this.#desk).show(found, source);
    } catch (error) {
      const sentence = saying(reasonOf(error), this.#desk.words);
      if (turn === this.#turn) tell(this.#dialog, sentence, true);
    }
  }

  #choose(): void {
    html("#import-heading").textContent = this.#desk.words("import.heading");
    step(this.#dialog, "choose");
    button("[data-back]", this.#dialog).onclick = () => {
      this.#choose();
      the("#import-file", HTMLInputElement).focus();
    };
  }

  #takeDropped(): void {
    this.#dialog.ondrop = (event) => {
      const [file] = event.dataTransfer?.files ?? [];
      if (!file) return;
      event.preventDefault();
      void this.read(file);
    };
  }

  #wrong(key: string, values: Readonly<Record<string, string>> = {}): void {
    tell(this.#dialog, this.#desk.words(key, values), true);
  }
}
