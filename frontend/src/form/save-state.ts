// Whether what was typed is saved, in words that stay where they are.
import { button, html, say, the } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import { speak } from "../page/spoken.ts";
import type { Words } from "../page/words.ts";
import type { SaveState } from "./autosave.ts";

/** Said aloud too: the others come and go with every word typed. */
const SPOKEN = ["offline", "failed", "stale"];

export class SaveWords {
  readonly #words: Words;
  #last: SaveState["name"] | null = null;

  constructor(words: Words) {
    this.#words = words;
  }

  /** There is a deposit now, and nothing in this form that it lacks. */
  begin(): void {
    if (this.#last === null) this.show({ name: "saved" });
  }

  show(state: SaveState): void {
    const reason = state.name === "failed" ? saying(state.reason, this.#words) : "";
    const isUnkept = "isKept" in state && !state.isKept;
    const key = isUnkept ? `saved.${state.name}.unkept` : `saved.${state.name}`;
    const sentence = this.#words(key, { reason });
    html("#saved").dataset.state = state.name;
    say(html("#saved-text"), sentence);
    if (SPOKEN.includes(state.name) && state.name !== this.#last) speak(sentence);
    this.#last = state.name;
  }
}

export interface WhichOne {
  readonly keep: () => void;
  readonly load: () => void;
  readonly compare: () => void;
}

/** Another window saved in between: one of the two is chosen, and neither is lost. */
export function askWhichOne({ keep, load, compare }: WhichOne): void {
  const dialog = the("#stale", HTMLDialogElement);
  if (dialog.open) return;
  const choose = (value: string, act: () => void) => {
    button(`button[value=${value}]`, dialog).onclick = () => {
      dialog.close();
      act();
    };
  };
  choose("keep", keep);
  choose("load", load);
  choose("compare", compare);
  // Without an answer nothing more could be saved.
  dialog.oncancel = (event) => event.preventDefault();
  dialog.showModal();
}
