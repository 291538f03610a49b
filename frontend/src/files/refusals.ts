// The notice of what was not taken, and why: it stays until it is hidden, or what it names was
// chosen again and taken. Nothing in it keeps the deposit from being sent.
import { button, html, say, show } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import { speak } from "../page/spoken.ts";
import type { Words } from "../page/words.ts";
import type { Refusal } from "../upload/uploads.ts";

const MOST_LINES = 20;

export class Refusals {
  readonly #words: Words;
  readonly #lines = new Map<string, string>();

  constructor(words: Words) {
    this.#words = words;
    button("#refusals button").addEventListener("click", () => {
      this.#lines.clear();
      this.#render();
      html("#files").focus();
    });
  }

  add(refused: readonly Refusal[]): void {
    if (refused.length === 0) return;
    const lines = refused.map((refusal) => this.#sentence(refusal));
    for (const [index, { path }] of refused.entries()) this.#lines.set(path, lines[index] ?? "");
    this.#render();
    speak([this.#head(), ...this.#short(lines)].join(" "));
  }

  /** Chosen anew: whatever was said of it before is past. */
  forget(paths: readonly string[]): void {
    for (const path of paths) this.#lines.delete(path);
    this.#render();
  }

  #head(): string {
    return this.#words("files.refused", { n: this.#lines.size });
  }

  /** The sentence names the file, or is put after its name. */
  #sentence({ path, reason: { code, message: said } }: Refusal): string {
    const message = saying(said, this.#words);
    const named = message.includes(path)
      ? message
      : this.#words("files.named", { name: path, message });
    return code === "name" ? `${named} ${this.#words("files.rename")}` : named;
  }

  /** Of a large folder nobody reads a line a file. */
  #short(lines: readonly string[]): string[] {
    const more = lines.length - MOST_LINES;
    if (more <= 0) return [...lines];
    return [...lines.slice(0, MOST_LINES), this.#words("files.refused.more", { n: more })];
  }

  #render(): void {
    const box = html("#refusals");
    show(box, this.#lines.size > 0);
    if (this.#lines.size > 0) say(html(".refusals-head", box), this.#head());
    html("ul", box).replaceChildren(...this.#short([...this.#lines.values()]).map(lineOf));
  }
}

function lineOf(sentence: string): HTMLElement {
  const line = document.createElement("li");
  line.textContent = sentence;
  return line;
}
