// How much room is left, said only when there is little of it.
import { boxOf } from "../form/rich-box.ts";
import { html, say, show } from "../page/elements.ts";
import type { Words } from "../page/words.ts";

const NEAR = 0.9;

export class Count {
  readonly #field: HTMLElement;
  readonly #words: Words;

  constructor(field: HTMLElement, words: Words) {
    this.#field = field;
    this.#words = words;
  }

  refresh(): void {
    const box = boxOf(this.#field);
    const most = Number(box.dataset.longest ?? Number.POSITIVE_INFINITY);
    const place = html("[data-rich-count]", this.#field);
    const isNear = box.value.length > NEAR * most;
    show(place, isNear);
    // The service counts characters; JavaScript counts some of them twice.
    if (isNear) say(place, this.#words("rich.count", { n: [...box.value].length, most }));
    place.toggleAttribute("data-over", isNear && [...box.value].length > most);
  }
}
