// Other windows with the same deposit: how many there are, and when one of them has saved. A lock
// that each window asks for tells them apart from those that were closed or killed.

export interface WindowsOptions {
  readonly onCount: (others: number) => void;
  readonly onSaved: (revision: number) => void;
}

/** In ms. */
const RECOUNT = 3000;
const NAME = "zenferry:deposit:";

export class Windows {
  readonly #options: WindowsOptions;
  readonly #name: string;
  readonly #channel: BroadcastChannel;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(deposit: string, options: WindowsOptions) {
    this.#options = options;
    this.#name = NAME + deposit;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => this.#heard(data);
    void this.#join();
  }

  /** The others have to know: what they show is older now. */
  saved(revision: number): void {
    this.#channel.postMessage({ revision });
  }

  async #join(): Promise<void> {
    // Held for as long as this window lives; its turn comes when another one is gone.
    void navigator.locks?.request(this.#name, () => {
      void this.#tell();
      return new Promise(() => {});
    });
    addEventListener("pagehide", () => this.#channel.postMessage({}));
    await this.#tell();
  }

  /** Counted first: by then this window's own lock is known to the others. */
  async #tell(): Promise<void> {
    await this.#count();
    this.#channel.postMessage({});
  }

  #heard(data: unknown): void {
    const isSaved = typeof data === "object" && data !== null && "revision" in data;
    if (isSaved && typeof data.revision === "number") this.#options.onSaved(data.revision);
    else void this.#count();
  }

  async #count(): Promise<void> {
    const others = (await livingWindows(this.#name)) - 1;
    this.#options.onCount(others);
    // A window that is killed tells nobody.
    clearTimeout(this.#again);
    if (others > 0) this.#again = setTimeout(() => void this.#count(), RECOUNT);
  }
}

async function livingWindows(name: string): Promise<number> {
  const { held = [], pending = [] } = (await navigator.locks?.query()) ?? {};
  return [...held, ...pending].filter((lock) => lock.name === name).length;
}

export async function isOpenElsewhere(deposit: string): Promise<boolean> {
  return (await livingWindows(NAME + deposit)) > 0;
}
