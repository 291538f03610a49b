// One run of sending one file: read and hash its parts in order, send those that are not there
// yet, complete. Knows the service through the gear, and tells progress; holds no state beyond it.

import type { Completed, Completion } from "../api.ts";
import { backOff, nap } from "../environment.ts";
import type { ServerFile } from "../submission.ts";
import { Incomplete } from "./failure.ts";
import type { Gear } from "./gear.ts";
import type { Reading } from "./hasher.ts";
import type { Digest } from "./hashing.ts";
import { mostSmall, sendPart } from "./part.ts";
import { patiently, untilNextLook } from "./patience.ts";
import { base64, compositeChecksum, type PlannedPart, planParts } from "./plan.ts";
import type { Source } from "./source.ts";
import { TaskGroup } from "./task-group.ts";

export interface Progress {
  onUploading(): void;
  onCompleting(): void;
  /** `sent` of the part's bytes are there; `isNew` if they went over the line just now. */
  onBytes(part: number, sent: number, isNew: boolean): void;
  /** Other bytes than those of before are in the file: they take their place. */
  onChanged(): void;
}

export interface Sending {
  readonly file: Source;
  readonly server: ServerFile;
  readonly order: number;
  /** Some parts may be there already. */
  readonly isContinued: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** How often a file is called complete before giving up. */
const COMPLETIONS = 8;
/** How often it is asked whether the storage has put a file together: for an hour. */
const POLLS = 240;
/** Small files are many, and end soon one after another: their ends share calls. */
const GATHERING = 1000;

export class FileSending {
  readonly #sending: Sending;
  readonly #gear: Gear;
  readonly #reading: Reading;
  readonly #digests: Digest[] = [];
  /** SHA-256 of the parts the service already has. */
  #staged: Map<number, string> | undefined;

  constructor(sending: Sending, gear: Gear) {
    this.#sending = sending;
    this.#gear = gear;
    this.#reading = gear.hasher.open();
    if (!sending.isContinued) this.#staged = new Map();
  }

  async run(): Promise<void> {
    const { size, part_size } = this.#sending.server;
    const parts = planParts(size, part_size);
    this.#sending.file.rewind(this.#reading);
    try {
      await this.#sendParts(parts, true);
      await this.#complete(parts, await this.#reading.md5());
    } finally {
      this.#reading.close();
    }
  }

  get #isSmall(): boolean {
    return this.#sending.server.size <= mostSmall(this.#gear);
  }

  async #sendParts(parts: readonly PlannedPart[], inOrder: boolean): Promise<void> {
    const group = new TaskGroup(this.#sending.signal);
    group.add(this.#hashParts(parts, inOrder, group));
    await group.settled();
  }

  /** The next part is hashed while those before it are on their way. */
  async #hashParts(parts: readonly PlannedPart[], inOrder: boolean, group: TaskGroup) {
    for (const part of parts) {
      const leave = await this.#take(part, group.signal);
      try {
        const bytes = await this.#hash(part, inOrder);
        group.add(this.#deliver(part, bytes, group.signal).finally(leave));
      } catch (error) {
        leave();
        throw error;
      }
    }
  }

  #take(part: PlannedPart, signal: AbortSignal): Promise<() => void> {
    // A part larger than usual takes one place like any other, or none would ever fit.
    const weight = Math.min(part.size, this.#gear.partUnit);
    return this.#gear.inHand.enter({ order: this.#sending.order, weight, signal });
  }

  async #hash({ number, start, size }: PlannedPart, inOrder: boolean): Promise<Blob> {
    this.#sending.progress.onUploading();
    const slice = await this.#sending.file.part(start, start + size);
    this.#digests[number - 1] = await this.#reading.part(slice, inOrder);
    return slice;
  }

  async #deliver(part: PlannedPart, slice: Blob, signal: AbortSignal): Promise<void> {
    const { file, server, order, progress } = this.#sending;
    const { number, start, size } = part;
    const sha256 = base64(this.#digests[number - 1] ?? new Uint8Array());
    const staged = (await this.#stagedDigests(signal)).get(number);
    if (staged === sha256) {
      progress.onBytes(number, size, false);
      return;
    }
    if (staged !== undefined) {
      progress.onChanged();
      progress.onBytes(number, 0, false);
    }
    const request = { file: server.id, part: number, size, sha256 };
    const onProgress = (sent: number) => progress.onBytes(number, Math.min(sent, size), true);
    const prove = () => file.prove(start, start + size);
    await sendPart({ request, slice, prove, order, signal, onProgress }, this.#gear);
    onProgress(size);
  }

  async #stagedDigests(signal: AbortSignal): Promise<Map<number, string>> {
    this.#staged ??= await this.#listParts(signal);
    return this.#staged;
  }

  async #listParts(signal: AbortSignal): Promise<Map<number, string>> {
    const list = () => this.#gear.api.listParts(this.#sending.server.id, signal);
    const parts = await patiently(list, this.#gear, signal);
    // Told before each is compared, which takes as long as reading the file does.
    for (const { part, size } of parts) this.#sending.progress.onBytes(part, size, false);
    return new Map(parts.map(({ part, sha256 }) => [part, sha256]));
  }

  async #complete(parts: readonly PlannedPart[], md5: string): Promise<void> {
    const { progress, server } = this.#sending;
    const checksum = await compositeChecksum(this.#digests);
    for (let asked = 1; ; asked++) {
      progress.onCompleting();
      const answer = await this.#completed({ file: server.id, checksum, md5 });
      if (answer.state === "staged") return;
      if (asked >= COMPLETIONS) throw new Incomplete(answer.message);
      await this.#mend(parts, answer.missing ?? [], asked);
    }
  }

  /** Asked again, and ever less often, while the storage is at it. */
  async #completed(question: Completion): Promise<Completed> {
    const { signal } = this.#sending;
    const { environment, completions } = this.#gear;
    const gather = (action: () => void) => environment.after(GATHERING, action);
    for (let polls = 1; ; polls++) {
      const ask = () => completions.ask(question, signal, this.#isSmall ? gather : undefined);
      const answer = await patiently(ask, this.#gear, signal);
      if (answer.state !== "completing" || polls >= POLLS) return answer;
      await untilNextLook(polls + 1, environment, signal);
    }
  }

  /** What the service misses is sent again; if it misses nothing, it is not ready yet. */
  async #mend(parts: readonly PlannedPart[], missing: readonly number[], asked: number) {
    const { environment } = this.#gear;
    for (const number of missing) this.#forget(number);
    await this.#sendParts(
      parts.filter(({ number }) => missing.includes(number)),
      false,
    );
    const mayBeAtOnce = missing.length > 0 && asked === 1;
    if (!mayBeAtOnce) await nap(environment, backOff(environment, asked), this.#sending.signal);
  }

  #forget(part: number): void {
    this.#staged?.delete(part);
    this.#sending.progress.onBytes(part, 0, true);
  }
}
