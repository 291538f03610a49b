// The dialog that asks how a folder, or more files than can be taken, should be sent.
import type { Dropped } from "../files/dropped.ts";
import { openDialog } from "../page/dialog.ts";
import { all, html, say, show, the } from "../page/elements.ts";
import { bytes } from "../page/figures.ts";
import { saying } from "../page/saying.ts";
import { addStyle } from "../page/styles.ts";
import type { Words } from "../page/words.ts";
import type { Sentence } from "../sentence.ts";
import { nameFault, withEnding } from "./names.ts";
import type { Proposal } from "./proposal.ts";
import address from "./zip.css?url";

/** Null: not at all. */
export type Answer = { readonly way: "zip"; readonly name: string } | { readonly way: "single" };

export interface Asking {
  readonly dropped: Dropped;
  readonly proposal: Proposal;
  /** An archive that was begun before, with other files than these. */
  readonly other: string | null;
  readonly words: Words;
  /** What the list of files has against an archive of this name. */
  readonly fault: (name: string) => Sentence | null;
}

export async function ask(asking: Asking): Promise<Answer | null> {
  await addStyle(address, import.meta.url);
  const dialog = openDialog("#zip");
  draw(dialog, asking);
  const form = the("form", HTMLFormElement, dialog);
  return new Promise((resolve) => {
    form.onsubmit = (event) => {
      event.preventDefault();
      const answer = answered(dialog, asking);
      if (!answer) return;
      resolve(answer);
      dialog.close();
    };
    dialog.onclose = () => resolve(null);
  });
}

function draw(dialog: HTMLElement, { dropped, proposal, other, words }: Asking): void {
  const { files, folders, skipped } = dropped;
  const [folder] = folders;
  const isOne = folders.length === 1 && folder !== undefined;
  const heading = isOne ? words("zip.heading.folder", { name: folder }) : words("zip.heading");
  say(html("h2", dialog), heading);
  const sum = files.reduce((total, { file }) => total + file.size, 0);
  say(html("[data-sum]", dialog), words("zip.sum", { n: files.length, size: bytes(sum) }));
  const left = { n: skipped.length, name: skipped[0]?.split("/").at(-1) ?? "" };
  say(html("[data-left]", dialog), left.n > 0 ? words("zip.left", left) : "");
  say(html("[data-other]", dialog), other ? words("zip.other", { name: other }) : "");
  drawLosses(dialog, files.length, proposal, words);
  nameOf(dialog).value = proposal.name;
  complain(dialog, "");
  for (const radio of radios(dialog)) {
    radio.checked = radio.value === proposal.best;
    radio.onchange = () => follow(dialog);
  }
  follow(dialog);
  radios(dialog)
    .find(({ checked }) => checked)
    ?.focus();
}

/** What cannot be sent one by one is said where that is chosen. */
function drawLosses(dialog: HTMLElement, n: number, proposal: Proposal, words: Words): void {
  const { losses, taken } = proposal;
  const key = taken < n ? "zip.taken" : "zip.lost";
  say(html("[data-taken]", dialog), losses.length > 0 ? words(key, { taken, n }) : "");
  const lines = losses.map((loss) => {
    const line = document.createElement("li");
    line.textContent = saying(loss, words);
    return line;
  });
  html("[data-losses]", dialog).replaceChildren(...lines);
  for (const radio of radios(dialog)) radio.disabled = radio.value === "single" && taken === 0;
}

/** The name is asked for only where there is something to name. */
function follow(dialog: HTMLElement): void {
  show(html("[data-name]", dialog), wayOf(dialog) === "zip");
}

function answered(dialog: HTMLElement, { words, fault }: Asking): Answer | null {
  if (wayOf(dialog) === "single") return { way: "single" };
  const name = withEnding(nameOf(dialog).value);
  const wrong = nameFault(name) ?? fault(name);
  complain(dialog, wrong ? saying(wrong, words) : "");
  if (!wrong) return { way: "zip", name };
  nameOf(dialog).focus();
  return null;
}

function complain(dialog: HTMLElement, sentence: string): void {
  const error = html("#zip-name-error", dialog);
  say(error, sentence);
  show(error, sentence !== "");
  nameOf(dialog).ariaInvalid = sentence ? "true" : null;
}

function wayOf(dialog: HTMLElement): string {
  return radios(dialog).find(({ checked }) => checked)?.value ?? "zip";
}

function radios(dialog: HTMLElement): HTMLInputElement[] {
  return all("[name=zip-way]", dialog) as HTMLInputElement[];
}

function nameOf(dialog: HTMLElement): HTMLInputElement {
  return the("#zip-name", HTMLInputElement, dialog);
}
