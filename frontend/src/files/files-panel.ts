// The files section: what is chosen goes to the upload, what the upload says is shown.

import type { OpenDeposit } from "../form/deposit.ts";
import type { Placed } from "../form/problems.ts";
import type { Count } from "../form/progress.ts";
import { html } from "../page/elements.ts";
import type { PageTitle } from "../page/title.ts";
import type { Words } from "../page/words.ts";
import { reasonOf, Unreachable } from "../problem.ts";
import type { Limits, ServerFile } from "../submission.ts";
import { filesInside } from "../upload/archive-type.ts";
import { isStopped } from "../upload/state.ts";
import type { Chosen, FileSnapshot, Refusal } from "../upload/uploads.ts";
import { takeFiles } from "./drop-zone.ts";
import type { Dropped, FileAt } from "./dropped.ts";
import { Guard } from "./guard.ts";
import type { Listing } from "./listing.ts";
import { Refusals } from "./refusals.ts";

export interface FilesOptions {
  readonly words: Words;
  readonly title: PageTitle;
  readonly opened: () => Promise<OpenDeposit>;
  readonly onChange: () => void;
  readonly onChosen: (files: readonly File[]) => void;
  readonly onError: (error: unknown) => void;
}

export class FilesPanel {
  readonly #options: FilesOptions;
  readonly #section = html("#section-files");
  readonly #refusals: Refusals;
  readonly #guard = new Guard();
  #listing: Listing | null = null;
  #limits: Limits | null = null;
  /** Of what is chosen while a question is open, the next is asked afterwards. */
  #taken: Promise<void> = Promise.resolve();
  /** Settles when there is somewhere to send to. The upload is loaded for it, and not before. */
  #attached: Promise<void> = Promise.resolve();

  /** From now on the page may be left without a question. */
  release(): void {
    this.#guard.release();
  }

  constructor(options: FilesOptions) {
    this.#options = options;
    this.#refusals = new Refusals(options.words);
    takeFiles(this.#section, (dropped) => {
      this.#taken = this.#taken.then(() => this.#take(dropped));
    });
  }

  /** The deposit is open: from now on there is somewhere to send to. */
  attach(deposit: OpenDeposit): void {
    this.#attached = this.#begin(deposit);
    // Told when files are chosen: without any, nobody misses it.
    this.#attached.catch(() => undefined);
  }

  /** The files of before are listed; rejects if what lists them could not be loaded. */
  ready(): Promise<void> {
    return this.#attached;
  }

  async #begin(deposit: OpenDeposit): Promise<void> {
    const { Listing } = await import("./listing.ts").catch((error: unknown) => {
      throw new Unreachable(error);
    });
    const { words, title } = this.#options;
    this.#limits = deposit.submission.limits;
    this.#listing = new Listing(deposit, {
      words,
      title,
      refuse: (refused) => this.#refusals.add(refused),
      onChange: () => this.#show(),
    });
    await this.#listing.ready();
    this.#show();
  }

  /** More that the service has: what is in the list already stays. */
  adopt(files: readonly ServerFile[]): void {
    this.#listing?.uploads.adopt(files);
  }

  /** Names and sizes, of those too that are still on their way. */
  get listed(): { path: string; size: number }[] {
    return this.#files().map(({ path, size }) => ({ path, size }));
  }

  get busy(): boolean {
    return this.#listing?.uploads.snapshot().busy ?? false;
  }

  /** Without files one is needed; with one that does not go on by itself, nothing is complete. */
  get toFill(): Count {
    const left = this.#files().length > 0 ? 0 : 1;
    return { needed: this.#stuck().length > 0 ? 0 : 1, left };
  }

  /** Settles when nothing moves, and the page may be left without being asked. Who waits for that
   *  wants no pause. */
  async idle(): Promise<void> {
    this.#listing?.uploads.resume();
    await this.#listing?.uploads.idle();
    // The upload tells of its end a moment later, which would hold back who leaves at once.
    this.#show();
  }

  /** What keeps the deposit from being sent, once nothing moves any more. */
  problems(): Placed[] {
    const files = this.#files();
    const place = html("[data-files]", this.#section);
    if (files.length === 0) {
      return [{ message: this.#options.words("files.none"), place, target: html("#files") }];
    }
    return this.#stuck().map((file) => ({
      message: this.#stuckWords(file),
      place,
      target: this.#listing?.rowOf(file.id) ?? place,
    }));
  }

  #stuck(): FileSnapshot[] {
    return this.#files().filter(({ state }) => isStopped(state));
  }

  #stuckWords({ state, path, type }: FileSnapshot): string {
    const paused = filesInside(type) === null ? "files.paused" : "files.paused_folder";
    const key = state === "failed" ? "files.unsent" : paused;
    return this.#options.words(key, { name: path });
  }

  #files(): readonly FileSnapshot[] {
    return (this.#listing?.uploads.snapshot().files ?? []).filter(
      ({ state }) => state !== "removed",
    );
  }

  async #take(dropped: Dropped): Promise<void> {
    const { files, unread, bare, overfull = [] } = dropped;
    const paths = files.map(({ path }) => path.normalize("NFC"));
    this.#refusals.forget([...paths, ...unread, ...bare, ...overfull]);
    this.#refusals.add(overfull.map((path) => this.#refusal(path, "files.overfull")));
    this.#refusals.add(unread.map((path) => this.#refusal(path, "files.unread")));
    if (files.length === 0) {
      this.#refusals.add(bare.map((path) => this.#refusal(path, "files.bare")));
      return;
    }
    this.#options.onChosen(files.filter(isAtTop).map(({ file }) => file));
    try {
      const deposit = await this.#options.opened();
      // What could not be loaded then may come now.
      await this.#attached.catch(() => this.attach(deposit));
      await this.#attached;
      await this.#add(dropped);
    } catch (error) {
      if (error instanceof Unreachable)
        this.#refusals.add(files.map((file) => unsent(file, error)));
      else this.#options.onError(error);
    }
  }

  async #add(dropped: Dropped): Promise<void> {
    this.#listing?.add(await this.#arranged(dropped));
  }

  /** Folders, and more files than can be taken, may go as one: that is asked. */
  async #arranged(dropped: Dropped): Promise<readonly Chosen[]> {
    const [list, limits] = [this.#listing?.uploads, this.#limits];
    if (!list || !limits) return [];
    const tooMany = list.check(dropped.files).some(({ reason }) => reason.code === "too_many");
    if (dropped.folders.length === 0 && !tooMany) return dropped.files;
    const { arrange } = await import("../zip/arranging.ts").catch((error: unknown) => {
      throw new Unreachable(error);
    });
    const check = (chosen: readonly Chosen[]) => list.check(chosen);
    const { words } = this.#options;
    return (await arrange(dropped, { words, list: { limits, check }, files: this.#files() })) ?? [];
  }

  #refusal(path: string, key: string): Refusal {
    return { path, reason: { code: "folder", message: { key, values: { name: path } } } };
  }

  #show(): void {
    if (!this.#listing) return;
    const snapshot = this.#listing.uploads.snapshot();
    this.#listing.show({ ...snapshot, files: this.#files() });
    this.#guard.busy = snapshot.going;
    this.#guard.resting = snapshot.paused;
    this.#options.onChange();
  }
}

/** What describes the data lies beside it, or at the top of its folder. */
function isAtTop({ path }: FileAt): boolean {
  return path.split("/").length <= 2;
}

function unsent({ path }: FileAt, error: Unreachable): Refusal {
  return { path, reason: { code: "unreachable", message: reasonOf(error) } };
}
