// The list of files, a row each, changed in place as the upload goes on. It only shows.
import { button, copyOf, html, say, show, the } from "../page/elements.ts";
import { bytes, percent } from "../page/figures.ts";
import { saying } from "../page/saying.ts";
import type { Words } from "../page/words.ts";
import { filesInside } from "../upload/archive-type.ts";
import type { FileSnapshot } from "../upload/uploads.ts";

export interface RowActions {
  again(id: string): void;
  remove(id: string): void;
}

const MOVING = ["queued", "uploading", "completing"];

export class FileRows {
  readonly #list = html("#file-list");
  readonly #words: Words;
  readonly #actions: RowActions;
  readonly #rows = new Map<string, HTMLElement>();

  constructor(words: Words, actions: RowActions) {
    this.#words = words;
    this.#actions = actions;
  }

  rowOf(id: string): HTMLElement | undefined {
    return this.#rows.get(id);
  }

  show(files: readonly FileSnapshot[]): void {
    const ids = new Set(files.map((file) => file.id));
    for (const [id, row] of this.#rows) {
      if (!ids.has(id)) this.#drop(id, row);
    }
    for (const file of files) this.#write(this.#rows.get(file.id) ?? this.#make(file), file);
  }

  #make(file: FileSnapshot): HTMLElement {
    const row = copyOf(the("#file-row", HTMLTemplateElement));
    row.id = `file-${file.id}`;
    say(html(".file-name", row), file.path);
    say(html(".file-size", row), this.#sizeWords(file));
    const name = { name: file.path };
    html(".file-progress", row).ariaLabel = this.#words("files.progress", name);
    this.#action(button("[data-file-again]", row), "files.again", file, this.#actions.again);
    this.#action(button("[data-file-remove]", row), "files.remove", file, this.#actions.remove);
    this.#list.append(row);
    this.#rows.set(file.id, row);
    return row;
  }

  #action(tool: HTMLElement, key: string, file: FileSnapshot, act: (id: string) => void): void {
    tool.ariaLabel = this.#words(key, { name: file.path });
    tool.title = tool.ariaLabel;
    tool.addEventListener("click", () => act(file.id));
  }

  #write(row: HTMLElement, file: FileSnapshot): void {
    if (row.dataset.state !== file.state) row.dataset.state = file.state;
    say(html(".file-state", row), this.#stateWords(file));
    const progress = the(".file-progress", HTMLProgressElement, row);
    progress.value = file.size > 0 ? file.sentBytes / file.size : 0;
    show(progress, MOVING.includes(file.state));
    say(html(".file-reason", row), file.reason ? saying(file.reason.message, this.#words) : "");
    show(html(".file-reason", row), file.reason !== null);
    show(button("[data-file-again]", row), file.state === "failed");
    button("[data-file-remove]", row).disabled = file.state === "removing";
  }

  #sizeWords(file: FileSnapshot): string {
    const [n, size] = [filesInside(file.type), bytes(file.size)];
    return n === null ? size : this.#words("files.inside", { n, size });
  }

  #stateWords(file: FileSnapshot): string {
    const isFolder = file.state === "waiting" && filesInside(file.type) !== null;
    const words = this.#words(isFolder ? "files.waiting_folder" : `files.${file.state}`);
    return file.state === "uploading" ? `${percent(file.sentBytes, file.size)} %` : words;
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
