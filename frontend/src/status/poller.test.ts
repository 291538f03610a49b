import { beforeEach, expect, test } from "vitest";
import type { Environment } from "../environment.ts";
import { ApiProblem, Unreachable } from "../problem.ts";
import type { Submission, SubmissionState } from "../submission.ts";
import { Poller } from "./poller.ts";

let answer: SubmissionState | Error;
let waits: number[];
let due: (() => void)[];
let failures: (number | null)[];
let asked: number;
let poller: Poller;

const environment: Environment = {
  now: () => 0,
  after: (ms, action) => {
    waits.push(ms);
    due = [action];
    return () => {
      due = [];
    };
  },
  random: () => 0.5,
  isOnline: () => true,
  onOnline: () => () => {},
};

beforeEach(() => {
  [answer, waits, due, failures, asked] = ["forwarding", [], [], [], 0];
  poller = new Poller({
    ask: async () => {
      asked += 1;
      if (answer instanceof Error) throw answer;
      return { state: answer, cancelling: false } as Submission;
    },
    environment,
    onAnswer: () => {},
    onFailure: (_, wait) => failures.push(wait),
    isFinal: (error) => error instanceof ApiProblem,
  });
});

test.each([
  ["forwarding", [2000]],
  ["in_review", [15_000]],
  ["published", []],
] as const)("while %s it asks again after %j", async (state, expected) => {
  answer = state;
  await poller.now();
  expect(waits).toEqual(expected);
});

test("without an answer it asks less and less often", async () => {
  answer = new Unreachable("gone");
  for (let n = 0; n < 5; n++) await poller.now();
  expect(waits).toEqual([...waits].sort((one, other) => one - other));
  expect(waits[4]).toBeGreaterThan(waits[0] ?? 0);
});

test("a wrong link is not asked about again", async () => {
  answer = new ApiProblem(401, {});
  await poller.now();
  expect([failures, waits]).toEqual([[null], []]);
});

test("a page that nobody looks at asks nothing, and asks at once when it is looked at", async () => {
  await poller.now();
  poller.visible = false;
  expect(due).toEqual([]);
  poller.visible = true;
  expect(asked).toBe(2);
});
