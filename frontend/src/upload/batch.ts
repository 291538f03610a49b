// Single questions gathered into calls that take many. What is asked while calls are under way goes
// together in the next one, so a call is as large as the line is slow, and no timer is needed:
// browsers hold timers back in a page nobody looks at.
import { ApiProblem } from "../problem.ts";

export interface BatchCall<Question, Answer> {
  readonly size: number;
  readonly ask: (questions: readonly Question[]) => Promise<readonly Answer[]>;
  readonly matches: (question: Question, answer: Answer) => boolean;
}

interface Asked<Question, Answer> {
  readonly question: Question;
  readonly signal: AbortSignal;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

const CALLS_AT_A_TIME = 2;

export class Batch<Question, Answer> {
  readonly #call: BatchCall<Question, Answer>;
  #asked: Asked<Question, Answer>[] = [];
  #calls = 0;

  constructor(call: BatchCall<Question, Answer>) {
    this.#call = call;
  }

  ask(question: Question, signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ question, signal, resolve, reject });
      queueMicrotask(() => this.#sendNext());
    });
  }

  #sendNext(): void {
    const wanted = this.#asked.filter(({ signal, reject }) => {
      if (signal.aborted) reject(signal.reason);
      return !signal.aborted;
    });
    this.#asked = wanted;
    if (wanted.length === 0 || this.#calls >= CALLS_AT_A_TIME) return;
    this.#asked = wanted.slice(this.#call.size);
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
