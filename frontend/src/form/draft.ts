// The words of a deposit that was not opened yet when its window was killed: found again when the
// same invitation is opened on this device. The invitation itself is never kept, only its hash.
import type { Metadata } from "../submission.ts";
import type { Device } from "./device.ts";
import { KeptWords } from "./kept-words.ts";
import { isOpenElsewhere } from "./windows.ts";

const PREFIX = "zenferry:draft:";

export class Draft {
  readonly #device: Device;
  readonly #name: Promise<string>;

  constructor(device: Device, invitation: string) {
    this.#device = device;
    this.#name = hashOf(invitation).then((hash) => PREFIX + hash);
  }

  /** Called once words are kept under the deposit's id. */
  async remember(id: string): Promise<void> {
    this.#device.keep(await this.#name, id);
  }

  /** The deposit is open: from now on its own link leads to it. */
  async forget(): Promise<void> {
    this.#device.forget(await this.#name);
  }

  /** What was typed with this invitation in a window that is gone; taken over by this one. */
  async words(): Promise<Metadata | null> {
    const id = await this.#device.read<string>(await this.#name);
    if (!id || (await isOpenElsewhere(id))) return null;
    const kept = new KeptWords(this.#device, id);
    const values = (await kept.read())?.values ?? null;
    kept.forget();
    return values;
  }
}

export async function hashOf(secret: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
