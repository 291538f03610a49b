// Asks for suggestions while somebody types: not with every key, never two at once, and an answer
// that comes late is not taken for that to a newer question. What was asked before is remembered.
import type { Suggested } from "../api.ts";
import type { Environment } from "../environment.ts";

export type Found =
  | { readonly state: "searching" }
  | { readonly state: "away" }
  | { readonly state: "found"; readonly answer: Suggested };

export type Ask = (name: string, text: string, signal: AbortSignal) => Promise<Suggested>;

const PAUSE = 200;
const REMEMBERED = 100;

export class Suggestions {
  readonly #ask: Ask;
  readonly #environment: Pick<Environment, "after">;
  readonly #known = new Map<string, Suggested>();
  #running: AbortController | null = null;
  #callOff = () => {};

  constructor(ask: Ask, environment: Pick<Environment, "after">) {
    this.#ask = ask;
    this.#environment = environment;
  }

  search(name: string, text: string, tell: (found: Found) => void): void {
    this.stop();
    const known = this.#known.get(keyOf(name, text));
    if (known) tell({ state: "found", answer: known });
    else this.#callOff = this.#environment.after(PAUSE, () => void this.#run(name, text, tell));
  }

  stop(): void {
    this.#callOff();
    this.#running?.abort();
    this.#running = null;
  }

  async #run(name: string, text: string, tell: (found: Found) => void): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    tell({ state: "searching" });
    const found = await this.#found(name, text, running.signal);
    if (!running.signal.aborted) tell(found);
  }

  async #found(name: string, text: string, signal: AbortSignal): Promise<Found> {
    try {
      const answer = await this.#ask(name, text, signal);
      // What a source could not tell now, it may tell the next time.
      if (answer.notice === null) this.#remember(keyOf(name, text), answer);
      return { state: "found", answer };
    } catch {
      return { state: "away" };
    }
  }

  #remember(key: string, answer: Suggested): void {
    this.#known.set(key, answer);
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
  }
}

function keyOf(name: string, text: string): string {
  return `${name} ${text.toLocaleLowerCase()}`;
}
