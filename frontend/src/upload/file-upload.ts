// One file and where it stands, from being chosen to being staged. Knows how a run of sending is
// started, stopped and judged, not what happens in it.
import { ApiProblem } from "../problem.ts";
import type { ServerFile } from "../submission.ts";
import { reasonFor } from "./failure.ts";
import { FileSending } from "./file-sending.ts";
import type { Gear } from "./gear.ts";
import type { Meter } from "./meter.ts";
import { patiently, untilNextLook } from "./patience.ts";
import type { Source } from "./source.ts";
import { type FailureReason, type FileState, follow } from "./state.ts";

/** More than a deposit ever has files: files of several parts queue behind those of one. */
const BEHIND = 1_000_000;

export interface FileSnapshot {
  readonly id: string;
  /** The service's id; null until it is registered there. */
  readonly serverId: string | null;
  readonly path: string;
  readonly size: number;
  readonly type: string;
  readonly state: FileState["name"];
  readonly sentBytes: number;
  /** Why it failed; null in any other state. */
  readonly reason: FailureReason | null;
  /** It holds other bytes than when its upload began; those replace what had arrived. */
  readonly changed: boolean;
  /** The repository has it of the former version: it is not sent. */
  readonly kept: boolean;
}

export interface FileUploadMeans {
  readonly gear: Gear;
  readonly meter: Meter;
  readonly onChange: () => void;
}

export class FileUpload {
  readonly id: string;
  readonly path: string;
  readonly size: number;
  readonly #order: number;
  readonly #means: FileUploadMeans;
  #state: FileState = { name: "queued" };
  #file: Source | null = null;
  #server: ServerFile | null = null;
  #isContinued = false;
  #isChanged = false;
  #sent = new Map<number, number>();
  #stop = new AbortController();
  #registered: Promise<void> = Promise.resolve();

  constructor(order: number, path: string, size: number, means: FileUploadMeans) {
    this.id = `file-${order}`;
    this.path = path;
    this.size = size;
    this.#order = order;
    this.#means = means;
  }

  static chosen(order: number, path: string, file: Source, means: FileUploadMeans): FileUpload {
    const upload = new FileUpload(order, path, file.size, means);
    upload.#file = file;
    return upload;
  }

  /** A file the service already has, wholly or in part, from an earlier visit. */
  static known(order: number, server: ServerFile, means: FileUploadMeans): FileUpload {
    const upload = new FileUpload(order, server.path, server.size, means);
    upload.#state = { name: standing(server) };
    upload.registered(server);
    return upload;
  }

  get state(): FileState {
    return this.#state;
  }

  get kept(): boolean {
    return this.#server?.kept === true;
  }

  get isRegistered(): boolean {
    return this.#server !== null;
  }

  get type(): string {
    return this.#file?.type || this.#server?.type || "application/octet-stream";
  }

  snapshot(): FileSnapshot {
    const { id, path, size, type } = this;
    const { name } = this.#state;
    const sum = [...this.#sent.values()].reduce((total, bytes) => total + bytes, 0);
    const sentBytes = name === "staged" ? size : sum;
    const reason = this.#state.name === "failed" ? this.#state.reason : null;
    const serverId = this.#server?.id ?? null;
    const shown = { id, serverId, path, size, type, state: name, sentBytes, reason };
    return { ...shown, changed: this.#isChanged, kept: this.kept };
  }

  /** Starts a waiting or failed one anew, with the bytes chosen again where they are given. */
  requeue(file: Source | null = this.#file): void {
    this.#to({ name: "queued" });
    this.#file = file;
    this.#isContinued = true;
  }

  registered(server: ServerFile): void {
    this.#server = server;
    this.#isContinued ||= server.state !== "registered";
  }

  fail(reason: FailureReason): void {
    if (this.#state.name === "queued") this.#to({ name: "failed", reason });
  }

  /** The service will not have it, however often it is asked: it leaves the list. */
  refuse(): void {
    if (this.#state.name === "queued") this.#to({ name: "removed" });
  }

  /** Waits for its registration, and until no other window sends it, then sends. Never rejects:
   *  what goes wrong becomes its state. */
  async start(registered: Promise<void>): Promise<void> {
    this.#registered = registered;
    await registered;
    if (this.#state.name !== "queued" || !this.#server || !this.#file) return;
    if (this.#server.state === "staged") this.#to({ name: "staged" });
    else await this.#run(this.#file, this.#server.id);
  }

  /** Not chosen in this window: another may be sending it, or the storage put it together. */
  async watch(): Promise<void> {
    const { signal } = this.#stop;
    try {
      await this.#watchWindows(signal);
      await this.#watchStorage(signal);
    } catch {
      // Removed, or the service says no: choosing it will show.
      if (this.#state.name === "elsewhere") this.#to({ name: "waiting" });
    }
  }

  /** Stops it and drops it at the service. If that cannot be done, it stays, and says why. */
  async remove(): Promise<void> {
    if (this.#state.name === "removing" || this.#state.name === "removed") return;
    this.#to({ name: "removing" });
    this.#stop.abort();
    try {
      await this.#registered;
      if (this.#server) await this.#means.gear.api.dropFile(this.#server.id);
      this.#to({ name: "removed" });
    } catch (error) {
      const values = { reason: reasonFor(error).message };
      const message = { key: "failure.not_removed", values };
      this.#to({ name: "failed", reason: { code: "not_removed", message } });
    }
  }

  async #run(file: Source, id: string): Promise<void> {
    this.#stop = new AbortController();
    this.#sent = new Map();
    const { signal } = this.#stop;
    const { claims } = this.#means.gear;
    try {
      const claim = await claims.take(id, signal, () => this.#to({ name: "elsewhere" }));
      try {
        if (claim.waited) await this.#look("queued", signal);
        await this.#send(file, signal);
      } finally {
        claim.leave();
      }
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  async #send(file: Source, signal: AbortSignal): Promise<void> {
    if (this.#state.name !== "queued" || !this.#server) return;
    await this.#sending(file, this.#server, signal).run();
    signal.throwIfAborted();
    this.#to({ name: "staged" });
  }

  async #watchWindows(signal: AbortSignal): Promise<void> {
    const { claims } = this.#means.gear;
    const id = this.#server?.id ?? "";
    const isTaken = this.#state.name === "waiting" && (await claims.isTaken(id));
    if (!isTaken || this.#state.name !== "waiting") return;
    this.#to({ name: "elsewhere" });
    (await claims.take(id, signal, () => undefined)).leave();
    await this.#look("waiting", signal);
  }

  async #watchStorage(signal: AbortSignal): Promise<void> {
    const { environment } = this.#means.gear;
    for (let looks = 2; this.#state.name === "completing"; looks++) {
      await untilNextLook(looks, environment, signal);
      await this.#look("waiting", signal);
    }
  }

  /** Asks what became of it in another window's hands; what is not there yet is left to this. */
  async #look(otherwise: "queued" | "waiting", signal: AbortSignal): Promise<void> {
    const { gear } = this.#means;
    const ask = () => gear.looks.ask(this.#server?.id ?? "", signal);
    const { file } = await patiently(ask, gear, signal);
    this.#server = file;
    this.#isContinued = true;
    const name = file ? standing(file, otherwise) : "removed";
    if (this.#state.name !== name) this.#to({ name });
  }

  #sending(file: Source, server: ServerFile, signal: AbortSignal): FileSending {
    const progress = {
      onUploading: () => this.#reach("uploading", signal),
      onCompleting: () => this.#reach("completing", signal),
      onChanged: () => {
        this.#isChanged = true;
      },
      onBytes: (part: number, sent: number, isNew: boolean) => this.#count(part, sent, isNew),
    };
    const { gear } = this.#means;
    // A small file, such as a README, is not held up by a large one chosen before it.
    const order = this.#order + (server.size > server.part_size ? BEHIND : 0);
    return new FileSending(
      { file, server, order, isContinued: this.#isContinued, progress, signal },
      gear,
    );
  }

  #reach(name: "uploading" | "completing", signal: AbortSignal): void {
    signal.throwIfAborted();
    if (this.#state.name !== name) this.#to({ name });
  }

  #count(part: number, sent: number, isNew: boolean): void {
    const more = sent - (this.#sent.get(part) ?? 0);
    this.#sent.set(part, sent);
    if (isNew && more > 0) {
      this.#means.meter.add(more);
      this.#means.gear.went(more);
    }
    this.#means.onChange();
  }

  #fail(error: unknown): void {
    // Dropped at the service, in another tab perhaps: the next try registers it anew.
    if (error instanceof ApiProblem && error.status === 404) this.#server = null;
    this.#to({ name: "failed", reason: reasonFor(error) });
  }

  #to(state: FileState): void {
    this.#state = follow(this.#state, state);
    this.#means.onChange();
  }
}

/** Where a file stands that this window has no bytes of. Whose window has them sends it again, to
 *  learn from the answer that the storage puts it together. */
function standing({ state }: ServerFile, otherwise: "queued" | "waiting" = "waiting") {
  if (state === "registered" || state === "uploading") return otherwise;
  if (state === "completing") return otherwise === "queued" ? "queued" : "completing";
  return "staged";
}
