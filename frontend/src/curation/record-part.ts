// The record as it will look, and what counts against it, as the service made it; drawn by the code
// that draws it for the depositor, which is fetched when the first one is looked at.
import type { Preview } from "../api.ts";
import { button, html, say, show } from "../page/elements.ts";
import type { Words } from "../page/words.ts";
import type { drawRecord } from "../preview/record.ts";
import { ENDED, type FieldProblem } from "../submission.ts";
import type { CuratedDeposit } from "./answers.ts";

export class RecordPart {
  readonly #words: Words;
  readonly #load: () => Promise<typeof drawRecord>;
  #drawn = "";

  constructor(words: Words, load: () => Promise<typeof drawRecord> = fetched) {
    this.#words = words;
    this.#load = load;
  }

  async show(curated: CuratedDeposit): Promise<void> {
    const { submission, preview, spam } = curated;
    button("#one-record-again").onclick = () => void this.show(curated);
    // Nothing of it can be mended any more, or has to be.
    if (ENDED.includes(submission.state)) this.#adviseNothing();
    else this.#advise(preview, spam);
    // What is selected or read in it is left alone while nothing has changed.
    const wanted = JSON.stringify([submission.id, preview]);
    if (wanted === this.#drawn) return;
    this.#drawn = wanted;
    html("#one-record").replaceChildren();
    const draw = await this.#load().catch(() => null);
    show(html("#one-record-away"), draw === null);
    if (draw === null) this.#drawn = "";
    // The files have a table of their own below.
    else if (wanted === this.#drawn) draw(html("#one-record"), preview, NO_FILES);
  }

  #adviseNothing(): void {
    for (const part of ["#one-advice", "#one-clean", "#one-points"]) show(html(part), false);
  }

  #advise(preview: Preview, spam: readonly FieldProblem[]): void {
    const counted = new Set(spam.map(({ message }) => message));
    const others = preview.warnings.filter(({ message }) => !counted.has(message));
    const n = spam.length;
    say(html("#one-advice-heading"), this.#words(n > 0 ? "spam" : "spam.none", { n }));
    list("#one-spam", spam);
    list("#one-look", others);
    html("#one-advice").dataset.spam = String(n > 0);
    show(html("#one-advice"), n + others.length > 0);
    show(html("#one-clean"), n + others.length === 0);
    say(html("#one-points"), preview.spam?.message ?? "");
    show(html("#one-points"), preview.spam !== null);
  }
}

const NO_FILES = { heading: "", files: [] };

function list(selector: string, warnings: readonly FieldProblem[]): void {
  const place = html(selector);
  show(place, warnings.length > 0);
  html("ul", place).replaceChildren(
    ...warnings.map(({ message }) => {
      const line = document.createElement("li");
      line.textContent = message;
      return line;
    }),
  );
}

async function fetched(): Promise<typeof drawRecord> {
  return (await import("../preview/record.ts")).drawRecord;
}
