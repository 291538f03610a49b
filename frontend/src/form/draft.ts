// The words of a deposit that was not opened yet when its window was killed: found again when the
// same invitation is opened on this device. The invitation itself is never kept, only its hash.
import { KeptWords } from "./kept-words.ts";
import { isOpenElsewhere } from "./windows.ts";

const PREFIX = "zenferry:draft:";

export class Draft {
  readonly #store: Storage;
  readonly #invitation: string;

  constructor(store: Storage, invitation: string) {
    this.#store = store;
    this.#invitation = invitation;
  }

  /** Called once the first words are kept under the deposit's id. */
  async remember(id: string): Promise<void> {
    await this.#try((name) => this.#store.setItem(name, id));
  }

  /** The deposit is open: from now on its own link leads to it. */
  async forget(): Promise<void> {
    await this.#try((name) => this.#store.removeItem(name));
  }

  /** What was typed with this invitation in a window that is gone; taken over by this one. */
  async words(): Promise<Readonly<Record<string, unknown>> | null> {
    const id = await this.#try((name) => this.#store.getItem(name));
    if (!id || (await isOpenElsewhere(id))) return null;
    const kept = new KeptWords(this.#store, id);
    const values = kept.read()?.values ?? null;
    kept.forget();
    return values;
  }

  async #try<T>(act: (name: string) => T): Promise<T | null> {
    try {
      return act(PREFIX + (await hashOf(this.#invitation)));
    } catch {
      // This device keeps nothing.
      return null;
    }
  }
}

async function hashOf(secret: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
