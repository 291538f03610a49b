import { beforeEach, expect, test } from "vitest";
import { submissionOf } from "../../test/fake-submission.ts";
import type { Environment } from "../environment.ts";
import { ApiProblem, Unreachable } from "../problem.ts";
import type { SubmissionState } from "../submission.ts";
import { Poller, pause } from "./poller.ts";

let answer: SubmissionState | Error;
let waits: number[];
let due: (() => void)[];
let failures: (number | null)[];
let asked: number;
let poller: Poller;
let comeBack: () => void;
/** Called while a question is under way. */
let meanwhile: () => void;

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
  onOnline: (action) => {
    comeBack = action;
    return () => {};
  },
  onWake: () => () => {},
};

beforeEach(() => {
  [answer, waits, due, failures, asked] = ["forwarding", [], [], [], 0];
  meanwhile = () => {};
  poller = new Poller({
    ask: async () => {
      asked += 1;
      meanwhile();
      if (answer instanceof Error) throw answer;
      return submissionOf({ state: answer });
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
  ["draft_ready", [15_000]],
  ["needs_attention", [30_000]],
  ["declined", [30_000]],
  ["published", []],
  ["cancelled", []],
  ["expired", []],
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

test("an answer that comes when nobody looks any more is the last", async () => {
  meanwhile = () => {
    poller.visible = false;
  };
  await poller.now();
  expect([asked, due]).toEqual([1, []]);
});

test("a line that comes back while nobody looks changes nothing", async () => {
  poller.visible = false;
  comeBack();
  expect(asked).toBe(0);
  poller.visible = true;
  comeBack();
  expect(asked).toBe(1);
});

test("with many before it there is time", () => {
  expect(pause(submissionOf({ state: "submitted", ahead: null }))).toBe(2000);
  expect(pause(submissionOf({ state: "submitted", ahead: 3 }))).toBe(2000);
  expect(pause(submissionOf({ state: "submitted", ahead: 4 }))).toBe(15_000);
});

test("what was withdrawn is not asked about any more", () => {
  expect(pause(submissionOf({ state: "cancelled", cancelling: true }))).toBeNull();
  expect(pause(submissionOf({ state: "needs_attention", cancelling: true }))).toBe(2000);
});
