// What was typed and is not saved yet, on this device: values only, never a key.
import type { Metadata } from "../submission.ts";
import type { Device } from "./device.ts";

export interface Kept {
  /** What the service had when this was typed; null before its first answer. */
  readonly revision: number | null;
  readonly values: Metadata;
  /** Sent, and not answered yet: the service may have them. */
  readonly sent?: Metadata | null;
}

const PREFIX = "zenferry:words:";
const ASIDE = ":aside";

export class KeptWords {
  readonly #device: Device;
  readonly #name: string;

  constructor(device: Device, submission: string) {
    this.#device = device;
    this.#name = PREFIX + submission;
  }

  read(): Promise<Kept | null> {
    return this.#device.read(this.#name);
  }

  /** False on a device that keeps nothing: no reason to stop, but to say so. */
  keep(kept: Kept): boolean {
    return this.#device.keep(this.#name, kept);
  }

  forget(): void {
    this.#device.forget(this.#name);
  }

  /** Of two windows' words those that were not taken, in case they are missed. */
  setAside(values: Metadata): void {
    this.#device.keep(this.#name + ASIDE, values);
  }

  aside(): Promise<Metadata | null> {
    return this.#device.read(this.#name + ASIDE);
  }

  forgetAside(): void {
    this.#device.forget(this.#name + ASIDE);
  }
}
