// The files of this deposit that can be opened again without being chosen: as long as their upload
// is not done, and where the browser gives a handle. What can't be kept is chosen again, no more.
import type { FailureReason, FileSnapshot, Refusal } from "../upload/uploads.ts";
import type { KeptHandles } from "./kept-handles.ts";
import { type FileHandle, handleOf } from "./picked.ts";

/** Why a file can't be opened, for a person. */
export class NotOpened extends Error {
  readonly refusal: Refusal;

  constructor(path: string, key: string) {
    super(`${path} was not opened`);
    const reason: FailureReason = { code: "changed", message: { key, values: { name: path } } };
    this.refusal = { path, reason };
  }
}

export class Reopening {
  readonly #kept: KeptHandles;
  readonly #onChange: () => void;
  #handles = new Map<string, FileHandle>();

  constructor(kept: KeptHandles, onChange: () => void) {
    this.#kept = kept;
    this.#onChange = onChange;
  }

  async load(): Promise<void> {
    const kept = await this.#kept.all().catch(() => new Map<string, FileHandle>());
    this.#handles = new Map([...kept, ...this.#handles]);
  }

  has(path: string): boolean {
    return this.#handles.has(path);
  }

  async keep(path: string, file: File): Promise<void> {
    const handle = await handleOf(file);
    if (!handle) return;
    this.#handles.set(path, handle);
    await this.#kept.keep(path, handle).catch(() => undefined);
    this.#onChange();
  }

  /** Only what is on its way, or interrupted, is to be found again. */
  settle(files: readonly FileSnapshot[]): void {
    const open = files.filter(({ state }) => state !== "staged" && state !== "removing");
    const wanted = new Set(open.map(({ path }) => path));
    for (const path of this.#handles.keys()) if (!wanted.has(path)) this.#forget(path);
  }

  /** Call it while a click is told of: the browser asks the person only then. */
  async open(path: string): Promise<File> {
    const handle = this.#handles.get(path);
    if (!handle) throw new NotOpened(path, "files.lost");
    const leave = (await handle.requestPermission?.({ mode: "read" })) ?? "granted";
    if (leave === "denied") this.#forget(path);
    if (leave !== "granted") throw new NotOpened(path, "files.denied");
    return handle.getFile().catch(() => {
      this.#forget(path);
      throw new NotOpened(path, "files.lost");
    });
  }

  #forget(path: string): void {
    this.#handles.delete(path);
    void this.#kept.forget(path).catch(() => undefined);
  }
}
