// Single questions gathered into calls that take many. What is asked while calls are under way goes
// together in the next one, so a call is as large as the line is slow. Only what may wait does so by
// a timer, and nothing else: browsers hold timers back in a page nobody looks at.
import { ApiProblem } from "../problem.ts";

export interface BatchCall<Question, Answer> {
  readonly size: number;
  /** How many questions are worth a call at once, whatever else is under way or may come. */
  readonly worthACall?: number;
  readonly ask: (questions: readonly Question[]) => Promise<readonly Answer[]>;
  readonly matches: (question: Question, answer: Answer) => boolean;
}

interface Asked<Question, Answer> {
  readonly question: Question;
  readonly signal: AbortSignal;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Calls off a wait for others. */
export type After = (action: () => void) => () => void;

const CALLS_AT_A_TIME = 2;

export class Batch<Question, Answer> {
  readonly #call: BatchCall<Question, Answer>;
  #asked: Asked<Question, Answer>[] = [];
  #calls = 0;
  /** Somebody will not wait any longer for others to ask. */
  #isDue = false;
  #stopWaiting: (() => void) | null = null;

  constructor(call: BatchCall<Question, Answer>) {
    this.#call = call;
  }

  /** `wait` says how long it may wait for others to ask. */
  ask(question: Question, signal: AbortSignal, wait?: After): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ question, signal, resolve, reject });
      if (wait) this.#stopWaiting ??= wait(() => this.#hurry());
      else this.#isDue = true;
      queueMicrotask(() => this.#sendNext());
    });
  }

  #hurry(): void {
    this.#isDue = true;
    this.#sendNext();
  }

  #allAsked(): void {
    this.#isDue = false;
    this.#stopWaiting?.();
    this.#stopWaiting = null;
  }

  #sendNext(): void {
    const wanted = this.#asked.filter(({ signal, reject }) => {
      if (signal.aborted) reject(signal.reason);
      return !signal.aborted;
    });
    this.#asked = wanted;
    const isWorthIt = wanted.length >= (this.#call.worthACall ?? 1);
    const mayGo = isWorthIt || (this.#isDue && this.#calls === 0);
    if (wanted.length === 0 || !mayGo || this.#calls >= CALLS_AT_A_TIME) return;
    this.#asked = wanted.slice(this.#call.size);
    if (this.#asked.length === 0) this.#allAsked();
    void this.#send(wanted.slice(0, this.#call.size));
  }

  async #send(asked: readonly Asked<Question, Answer>[]): Promise<void> {
    this.#calls++;
    await this.#answer(asked);
    this.#calls--;
    this.#sendNext();
  }

  async #answer(asked: readonly Asked<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.#call.ask(asked.map(({ question }) => question));
      for (const one of asked) this.#settle(one, answers);
    } catch (error) {
      if (asked.length > 1 && isRefusal(error)) await this.#askSingly(asked);
      else for (const one of asked) one.reject(error);
    }
  }

  /** The service takes all or none: one file dropped meanwhile must not stop the others. */
  async #askSingly(asked: readonly Asked<Question, Answer>[]): Promise<void> {
    for (const one of asked) await this.#answer([one]);
  }

  #settle({ question, resolve, reject }: Asked<Question, Answer>, answers: readonly Answer[]) {
    const answer = answers.find((candidate) => this.#call.matches(question, candidate));
    if (answer === undefined) reject(new Error("The service left a question without an answer"));
    else resolve(answer);
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiProblem && !error.isPassing && error.status < 500;
}
