import { expect, test } from "vitest";
import { submissionOf } from "../../test/fake-submission.ts";
import type { Submission, SubmissionState } from "../submission.ts";
import { progressOf, type StepName, stepsOf } from "./way.ts";

const STEPS: readonly StepName[] = ["received", "copied", "checked", "review", "published"];

const REVIEWED = { look: false, ends: "review" } as const;

function way(state: SubmissionState, copied = 0, equal: boolean | null = null): string[] {
  const reconciliation = equal === null ? null : [{ equal }];
  const totals = { files: 2, copied_files: copied };
  const submission = { state, totals, reconciliation, way: REVIEWED } as unknown as Submission;
  return STEPS.map((step) => progressOf(step, submission));
}

test("a deposit just received waits to be copied", () => {
  expect(way("submitted")).toEqual(["done", "current", "todo", "todo", "todo"]);
});

test("when all is copied it is checked", () => {
  expect(way("forwarding", 1)).toEqual(["done", "current", "todo", "todo", "todo"]);
  expect(way("forwarding", 2)).toEqual(["done", "done", "current", "todo", "todo"]);
});

test("trouble is shown at the step where it happened", () => {
  expect(way("needs_attention", 1)).toEqual(["done", "trouble", "todo", "todo", "todo"]);
  expect(way("needs_attention", 2, false)).toEqual(["done", "done", "trouble", "todo", "todo"]);
  expect(way("needs_attention", 2, true)).toEqual(["done", "done", "done", "trouble", "todo"]);
});

test("what is published has been everywhere", () => {
  expect(way("published", 2, true)).toEqual(STEPS.map(() => "done"));
});

test("a draft has not set out", () => {
  expect(way("draft")).toEqual(STEPS.map(() => "todo"));
});

test("what the curators look at first has not set out, and waits for them", () => {
  const looked = (state: SubmissionState) =>
    (["received", "approved", "copied"] as const).map((step) =>
      progressOf(step, submissionOf({ state, way: { ...REVIEWED, look: true } })),
    );
  expect(looked("awaiting_approval")).toEqual(["done", "current", "todo"]);
  expect(looked("returned")).toEqual(["done", "trouble", "todo"]);
  expect(looked("submitted")).toEqual(["done", "done", "current"]);
});

test.each([
  [REVIEWED, ["received", "copied", "checked", "review", "published"]],
  [{ look: true, ends: "draft" }, ["received", "approved", "copied", "checked", "draft_ready"]],
  [{ look: false, ends: "publish" }, ["received", "copied", "checked", "published"]],
] as const)("the steps are those that it takes: %o", (way, steps) => {
  expect(stepsOf(submissionOf({ way }))).toEqual(steps);
});

test.each(["draft", "publish"] as const)(
  "trouble at the end stands at the last step: %s",
  (ends) => {
    const totals = { ...submissionOf().totals, files: 1, copied_files: 1 };
    const found = submissionOf({ state: "needs_attention", totals, way: { look: false, ends } });
    const stopped = { ...found, reconciliation: [] };
    const last = stepsOf(stopped).at(-1) as StepName;
    expect(progressOf(last, stopped)).toBe("trouble");
  },
);
