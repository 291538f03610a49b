// The list of all submissions as it comes, page by page, what is urgent first; kept in memory, and
// read again now and then: the longer the list, the more seldom. Knows no screen.
import type { Environment } from "../environment.ts";
import type { CuratedDeposit, ListedDeposit, ListedDeposits } from "./answers.ts";
import { pagesOf } from "./pages.ts";

export interface LoadingOptions {
  readonly ask: (before: string | null, signal: AbortSignal) => Promise<ListedDeposits>;
  /** Only what waits for somebody: the beginning of the list. */
  readonly askUrgent: (signal: AbortSignal) => Promise<ListedDeposits>;
  readonly environment: Environment;
  /** After every page, and when there will be no more. */
  readonly onRows: () => void;
}

/** One call a minute, on the long run, for each desk that is open. */
const PER_PAGE = 60_000;

export class Loading {
  readonly #options: LoadingOptions;
  #rows = new Map<string, ListedDeposit>();
  #reading: AbortController | null = null;
  #isWhole = false;
  #failure: unknown = null;
  #callOff = () => {};

  constructor(options: LoadingOptions) {
    this.#options = options;
  }

  get rows(): readonly ListedDeposit[] {
    return [...this.#rows.values()];
  }

  /** Whether all of them were read once. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** What the last reading broke off with; null when it did not. */
  get failure(): unknown {
    return this.#failure;
  }

  get isReading(): boolean {
    return this.#reading !== null;
  }

  /** One that was read whole, as after an act: what the list says of it goes along. */
  changed({ submission }: CuratedDeposit): void {
    const { id, state, cancelling, timeline } = submission;
    const known = this.#rows.get(id);
    if (!known) return;
    const changed = timeline.at(-1)?.at ?? known.changed;
    if (known.state === state && known.changed === changed) return;
    const problem = state === "needs_attention" ? known.problem : null;
    this.#rows.set(id, { ...known, state, cancelling, changed, problem });
    this.#options.onRows();
  }

  async read(): Promise<void> {
    if (this.#reading) return;
    this.stop();
    const reading = new AbortController();
    this.#reading = reading;
    this.#failure = null;
    try {
      await this.#pages(reading.signal);
    } catch (error) {
      if (reading.signal.aborted) return;
      this.#failure = error;
      this.#again(1);
    } finally {
      if (this.#reading === reading) this.#reading = null;
    }
    this.#options.onRows();
  }

  stop(): void {
    this.#callOff();
    this.#reading?.abort();
    this.#reading = null;
  }

  async #pages(signal: AbortSignal): Promise<void> {
    const seen = new Map<string, ListedDeposit>();
    let pages = 0;
    for await (const page of pagesOf((before) => this.#options.ask(before, signal))) {
      signal.throwIfAborted();
      take(seen, page);
      // What is there already stays in sight until all was read again.
      this.#rows = this.#isWhole ? new Map([...this.#rows, ...seen]) : seen;
      pages += 1;
      this.#options.onRows();
    }
    // What became urgent while later pages were read stands on none of them.
    if (pages > 1) take(seen, await this.#options.askUrgent(signal));
    signal.throwIfAborted();
    this.#rows = seen;
    this.#isWhole = true;
    this.#again(pages);
  }

  #again(pages: number): void {
    this.#callOff = this.#options.environment.after(pages * PER_PAGE, () => void this.read());
  }
}

function take(seen: Map<string, ListedDeposit>, { submissions }: ListedDeposits): void {
  for (const row of submissions) seen.set(row.id, row);
}
