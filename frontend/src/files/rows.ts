// The list of files, a row each, changed in place as the upload goes on. It only shows.
import { button, copyOf, html, say, show, the } from "../page/elements.ts";
import { bytes, percent } from "../page/figures.ts";
import { saying } from "../page/saying.ts";
import type { Words } from "../page/words.ts";
import { filesInside } from "../upload/archive-type.ts";
import { isSending } from "../upload/state.ts";
import type { FileSnapshot, UploadsSnapshot } from "../upload/uploads.ts";
import type { Offer } from "./offers.ts";

export interface RowActions {
  act(file: FileSnapshot, offer: Offer): void;
  remove(file: FileSnapshot): void;
}

interface Row {
  readonly element: HTMLElement;
  file: FileSnapshot;
  offer: Offer | null;
}

export class FileRows {
  readonly #list = html("#file-list");
  readonly #words: Words;
  readonly #actions: RowActions;
  readonly #rows = new Map<string, Row>();

  constructor(words: Words, actions: RowActions) {
    this.#words = words;
    this.#actions = actions;
  }

  rowOf(id: string): HTMLElement | undefined {
    return this.#rows.get(id)?.element;
  }

  show({ files, paused }: UploadsSnapshot, offerOf: (file: FileSnapshot) => Offer | null): void {
    const ids = new Set(files.map((file) => file.id));
    for (const [id, { element }] of this.#rows) {
      if (!ids.has(id)) this.#drop(id, element);
    }
    for (const file of files) {
      const row = this.#rows.get(file.id) ?? this.#make(file);
      row.file = file;
      this.#write(row, paused);
      this.#propose(row, offerOf(file));
    }
  }

  #make(file: FileSnapshot): Row {
    const element = copyOf(the("#file-row", HTMLTemplateElement));
    const row: Row = { element, file, offer: null };
    const name = { name: file.path };
    element.id = `file-${file.id}`;
    say(html(".file-name", element), file.path);
    say(html(".file-size", element), this.#sizeWords(file));
    element.toggleAttribute("data-inside", filesInside(file.type) !== null);
    html(".file-progress", element).ariaLabel = this.#words("files.progress", name);
    const remove = button("[data-file-remove]", element);
    label(remove, this.#words("files.remove", name));
    remove.addEventListener("click", () => this.#actions.remove(row.file));
    button("[data-file-act]", element).addEventListener("click", () => {
      if (row.offer) this.#actions.act(row.file, row.offer);
    });
    this.#list.append(element);
    this.#rows.set(file.id, row);
    return row;
  }

  #write({ element, file }: Row, paused: boolean): void {
    if (element.dataset.state !== file.state) element.dataset.state = file.state;
    const isHeld = paused && isSending(file.state);
    element.toggleAttribute("data-held", isHeld);
    say(html(".file-state", element), this.#stateWords(file, isHeld));
    const progress = the(".file-progress", HTMLProgressElement, element);
    progress.value = file.size > 0 ? file.sentBytes / file.size : 0;
    show(progress, isSending(file.state) || file.state === "completing");
    say(html(".file-reason", element), this.#reasonWords(file));
    show(html(".file-reason", element), file.reason !== null || file.changed);
    button("[data-file-remove]", element).disabled = file.state === "removing";
  }

  #propose(row: Row, offer: Offer | null): void {
    if (row.offer === offer) return;
    row.offer = offer;
    const act = button("[data-file-act]", row.element);
    const had = act === document.activeElement;
    show(act, offer !== null);
    if (offer === null && had) row.element.focus();
    if (offer === null) return;
    act.dataset.fileAct = offer;
    say(html("span", act), this.#words(`files.offer.${offer}`));
    label(act, this.#words(`files.${offer}`, { name: row.file.path }));
  }

  #reasonWords({ reason, changed }: FileSnapshot): string {
    if (reason) return saying(reason.message, this.#words);
    return changed ? this.#words("files.changed") : "";
  }

  #sizeWords(file: FileSnapshot): string {
    const [n, size] = [filesInside(file.type), bytes(file.size)];
    return n === null ? size : this.#words("files.inside", { n, size });
  }

  #stateWords(file: FileSnapshot, isHeld: boolean): string {
    if (file.kept && file.state === "staged") return this.#words("files.kept");
    const isFolder = file.state === "waiting" && filesInside(file.type) !== null;
    const words = this.#words(isFolder ? "files.waiting_folder" : `files.${file.state}`);
    const sent = `${percent(file.sentBytes, file.size)} %`;
    if (isHeld) return file.sentBytes > 0 ? `${sent}, ${this.#held}` : this.#held;
    return file.state === "uploading" ? sent : words;
  }

  get #held(): string {
    return this.#words("files.held");
  }

  /** The focus goes where the next file is, not to the top of the page. */
  #drop(id: string, row: HTMLElement): void {
    const had = row.contains(document.activeElement);
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    this.#rows.delete(id);
    if (had) (next instanceof HTMLElement ? next : html("#files")).focus();
  }
}

function label(tool: HTMLElement, words: string): void {
  tool.ariaLabel = words;
  tool.title = words;
}
