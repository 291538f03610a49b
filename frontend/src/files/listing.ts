// The list of files and all that can be done to them, loaded together with the upload itself, when
// there is somewhere to send to.

import type { OpenDeposit } from "../form/deposit.ts";
import { html, say } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import { speak } from "../page/spoken.ts";
import type { PageTitle } from "../page/title.ts";
import type { Words } from "../page/words.ts";
import { hashWorkerUrl } from "../trusted.ts";
import { named } from "../upload/admission.ts";
import { FileSource } from "../upload/source.ts";
import {
  type Chosen,
  type FileSnapshot,
  type Refusal,
  Uploads,
  type UploadsSnapshot,
} from "../upload/uploads.ts";
import { DeviceHandles } from "./kept-handles.ts";
import { type Offer, offerOf } from "./offers.ts";
import { Overall } from "./overall.ts";
import { pick } from "./picked.ts";
import { NotOpened, Reopening } from "./reopening.ts";
import { FileRows } from "./rows.ts";
import { Unfinished } from "./unfinished.ts";

export interface ListingOptions {
  readonly words: Words;
  readonly title: PageTitle;
  readonly refuse: (refused: readonly Refusal[]) => void;
  readonly onChange: () => void;
}

export class Listing {
  readonly uploads: Uploads;
  readonly #options: ListingOptions;
  readonly #rows: FileRows;
  readonly #overall: Overall;
  readonly #unfinished: Unfinished;
  readonly #reopening: Reopening;

  constructor({ id, api, submission }: OpenDeposit, options: ListingOptions) {
    const { words, title, onChange } = options;
    this.#options = options;
    this.uploads = new Uploads(api, submission, { hashWorkerUrl: hashWorkerUrl() });
    this.#reopening = new Reopening(new DeviceHandles(id), onChange);
    this.#rows = new FileRows(words, {
      act: (file, offer) => void this.#act([file], offer),
      remove: (file) => this.#remove(file),
    });
    this.#overall = new Overall(words, title, (paused) => this.#pause(paused));
    this.#unfinished = new Unfinished(words, (files, offer) => void this.#act(files, offer));
    this.uploads.onChange(onChange);
    this.uploads.onRefused(options.refuse);
    this.uploads.adopt(submission.files);
    // An invitation may have room for less than a record.
    const { files, bytes } = submission.limits;
    const limits = { key: "files.limits", values: { n: files, size: { bytes } } };
    say(html("#files-hint [data-limits]"), saying(limits, words));
    document.addEventListener("visibilitychange", () => this.uploads.watch());
  }

  /** What of before can be opened again is known; rejects never. */
  async ready(): Promise<void> {
    await this.#reopening.load();
  }

  add(chosen: readonly Chosen[]): void {
    this.#options.refuse(this.uploads.add(chosen).refused);
    for (const one of chosen) {
      const { file, path } = named(one);
      if (file instanceof FileSource) void this.#reopening.keep(path, file.file);
    }
    this.#options.onChange();
  }

  show(snapshot: UploadsSnapshot): void {
    const offer = (file: FileSnapshot) => offerOf(file, this.#reopening.has(file.path));
    this.#reopening.settle(snapshot.files);
    this.#rows.show(snapshot, offer);
    this.#overall.show(snapshot);
    this.#unfinished.show(snapshot.files, offer);
  }

  rowOf(id: string): HTMLElement | undefined {
    return this.#rows.rowOf(id);
  }

  #pause(paused: boolean): void {
    if (paused) this.uploads.pause();
    else this.uploads.resume();
    speak(this.#options.words(paused ? "files.spoken.held" : "files.spoken.on"));
    this.#options.onChange();
  }

  #remove({ id, path }: FileSnapshot): void {
    this.uploads.remove(id);
    speak(this.#options.words("files.gone", { name: path }));
  }

  async #act(files: readonly FileSnapshot[], offer: Offer): Promise<void> {
    if (offer === "again") this.uploads.retry(...files.map(({ id }) => id));
    else if (offer === "continue") await this.#reopen(files);
    else if (offer === "folder") html("#folder").click();
    else await this.#choose(files);
  }

  /** All are asked for at once: the browser asks the person only while the click is told of. */
  async #reopen(files: readonly FileSnapshot[]): Promise<void> {
    const opened = await Promise.allSettled(files.map(({ path }) => this.#reopening.open(path)));
    const chosen: Chosen[] = [];
    for (const [index, one] of opened.entries()) {
      const path = files[index]?.path ?? "";
      if (one.status === "fulfilled") chosen.push({ file: one.value, path });
      else if (one.reason instanceof NotOpened) this.#options.refuse([one.reason.refusal]);
      else throw one.reason;
    }
    if (chosen.length > 0) this.add(chosen);
    this.#options.onChange();
  }

  /** Whatever the chosen file is called now: it takes the place of the one in the row. */
  async #choose(files: readonly FileSnapshot[]): Promise<void> {
    const [file] = await pick(false);
    const [row] = files;
    if (file && row) this.add([{ file, path: row.path }]);
  }
}
