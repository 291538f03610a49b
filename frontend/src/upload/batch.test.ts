import { describe, expect, it } from "vitest";
import { ApiProblem, Unreachable } from "../problem.ts";
import { Batch } from "./batch.ts";

const never = new AbortController().signal;

describe("a batch", () => {
  it("asks at once what is asked together", async () => {
    const { ask, calls } = setUp();

    expect(await Promise.all([ask(1), ask(2)])).toEqual([{ to: 1 }, { to: 2 }]);

    expect(calls).toEqual([[1, 2]]);
  });

  it("gathers what is asked while calls are under way", async () => {
    const { ask, calls, gate } = setUp();
    gate.close();
    const early = [ask(1)];
    await gate.turn();
    early.push(ask(2));
    await gate.turn();
    const late = [ask(3), ask(4), ask(5)];
    await gate.turn();
    expect(calls).toEqual([[1], [2]]);

    gate.open();
    await Promise.all([...early, ...late]);

    expect(calls).toEqual([[1], [2], [3, 4, 5]]);
  });

  it("asks no more at once than the service takes", async () => {
    const { ask, calls } = setUp({ size: 2 });

    await Promise.all([1, 2, 3, 4, 5].map(ask));

    expect(calls).toEqual([[1, 2], [3, 4], [5]]);
  });

  it("does not ask what is no longer wanted", async () => {
    const { batch, ask, calls } = setUp();
    const unwanted = new AbortController();
    const gone = batch.ask(1, unwanted.signal);
    const wanted = ask(2);

    unwanted.abort(new Error("removed"));

    await expect(gone).rejects.toThrow("removed");
    await wanted;
    expect(calls).toEqual([[2]]);
  });

  it("asks one by one after a refusal, so that only the refused fails", async () => {
    const refusal = new ApiProblem(404, { title: "Unknown file" });
    const { ask, calls } = setUp({ fail: (questions) => questions.includes(2) && refusal });

    const answers = await Promise.allSettled([ask(1), ask(2), ask(3)]);

    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(calls).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  it("fails for all when the service is out of reach", async () => {
    const { ask, calls } = setUp({ fail: () => new Unreachable(null) });

    const answers = await Promise.allSettled([ask(1), ask(2)]);

    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(calls).toEqual([[1, 2]]);
  });

  it("lets wait what may, until it is enough, time is up, or something else goes", async () => {
    const { batch, calls } = setUp({ worthACall: 3 });
    const timers: (() => void)[] = [];
    const wait = (action: () => void) => {
      timers.push(action);
      return () => {};
    };
    const patient = (question: number) => batch.ask(question, never, wait);

    await Promise.all([1, 2, 3].map(patient));
    const late = patient(4);
    await Promise.resolve();
    expect(calls).toEqual([[1, 2, 3]]);
    timers.at(-1)?.();
    await late;
    await Promise.all([patient(5), batch.ask(6, never)]);

    expect(calls).toEqual([[1, 2, 3], [4], [5, 6]]);
  });

  it("fails for a question the service left out", async () => {
    const { ask } = setUp({ answered: (question) => question !== 2 });

    await expect(ask(2)).rejects.toThrow("without an answer");
  });
});

interface Behaviour {
  readonly size?: number;
  readonly worthACall?: number;
  readonly fail?: (questions: readonly number[]) => Error | false;
  readonly answered?: (question: number) => boolean;
}

function setUp({ size = 100, worthACall = 1, fail, answered = () => true }: Behaviour = {}) {
  const calls: (readonly number[])[] = [];
  const gate = new Door();
  const batch = new Batch<number, { to: number }>({
    size,
    worthACall,
    ask: async (questions) => {
      calls.push(questions);
      await gate.pass();
      const error = fail?.(questions);
      if (error) throw error;
      return questions.filter(answered).map((to) => ({ to }));
    },
    matches: (question, answer) => question === answer.to,
  });
  return { batch, calls, gate, ask: (question: number) => batch.ask(question, never) };
}

class Door {
  #opened: Promise<void> = Promise.resolve();
  open: () => void = () => undefined;

  close(): void {
    this.#opened = new Promise((resolve) => {
      this.open = resolve;
    });
  }

  pass(): Promise<void> {
    return this.#opened;
  }

  turn(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, 0));
  }
}
