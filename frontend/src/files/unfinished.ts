// What can be done at once about all files that do not go on by themselves: worth a button as soon
// as there are two.
import { button, html, say, show } from "../page/elements.ts";
import type { Words } from "../page/words.ts";
import type { FileSnapshot } from "../upload/uploads.ts";
import type { Offer } from "./offers.ts";

const FOR_ALL = ["continue", "again"] as const;

export class Unfinished {
  readonly #words: Words;
  #files: readonly { readonly file: FileSnapshot; readonly offer: Offer | null }[] = [];

  constructor(words: Words, act: (files: readonly FileSnapshot[], offer: Offer) => void) {
    this.#words = words;
    for (const offer of FOR_ALL)
      button(`[data-all=${offer}]`).addEventListener("click", () => act(this.#those(offer), offer));
  }

  show(files: readonly FileSnapshot[], offerOf: (file: FileSnapshot) => Offer | null): void {
    this.#files = files.map((file) => ({ file, offer: offerOf(file) }));
    const isStuck = (offer: Offer | null) => offer !== null && offer !== "replace";
    const stuck = this.#files.filter(({ offer }) => isStuck(offer)).length;
    const isFor = FOR_ALL.filter((offer) => this.#those(offer).length > 1);
    for (const offer of FOR_ALL) show(button(`[data-all=${offer}]`), isFor.includes(offer));
    const box = html("#unfinished");
    const had = box.contains(document.activeElement);
    show(box, isFor.length > 0);
    if (isFor.length > 0) say(html("p", box), this.#words("files.unfinished", { n: stuck }));
    else if (had) html("#section-files").focus();
  }

  #those(wanted: Offer): FileSnapshot[] {
    return this.#files.filter(({ offer }) => offer === wanted).map(({ file }) => file);
  }
}
