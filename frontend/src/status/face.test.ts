import { expect, test } from "vitest";
import { submissionOf } from "../../test/fake-submission.ts";
import { accessOf, faceOf, isGone, linksOf } from "./face.ts";

const TODAY = "2026-11-21";
const SOMEWHERE = {
  key: "zenodo",
  name: "Zenodo",
  practice: false,
  doi: "10.5281/zenodo.1",
  record: "r",
  preview: "p",
  review: "v",
};

test("files under embargo are not open before their day, and are from then on", () => {
  const metadata = { access: "embargoed", embargo_until: "2027-06-01" };
  expect(accessOf(metadata, TODAY)).toEqual({ kind: "embargoed", until: "2027-06-01" });
  expect(accessOf(metadata, "2027-05-31").kind).toBe("embargoed");
  expect(accessOf(metadata, "2027-06-01").kind).toBe("open");
});

test.each([
  [{}, "open"],
  [{ access: "open", embargo_until: "2027-06-01" }, "open"],
  [{ access: "restricted", embargo_until: "2027-06-01" }, "restricted"],
])("access of %j is %s", (metadata, kind) => {
  expect(accessOf(metadata, TODAY).kind).toBe(kind);
});

test("what is being withdrawn has the face of that, whatever its state", () => {
  expect(faceOf({ state: "in_review", cancelling: true })).toBe("cancelling");
  expect(faceOf({ state: "cancelled", cancelling: true })).toBe("cancelled");
  expect(faceOf({ state: "published", cancelling: true })).toBe("published");
});

test.each(["cancelled", "expired"] as const)("nothing leads anywhere from %s", (state) => {
  const submission = submissionOf({ state, repository: SOMEWHERE });
  expect(isGone(submission)).toBe(true);
  expect(Object.values(linksOf(submission))).toEqual([null, null, null]);
});

test("a public record is opened, not previewed", () => {
  const links = linksOf(submissionOf({ state: "published", repository: SOMEWHERE }));
  expect(links).toEqual({ record: "r", preview: null, review: null });
});

test("a record that is not public yet is previewed, not opened", () => {
  const links = linksOf(submissionOf({ state: "in_review", repository: SOMEWHERE }));
  expect(links).toEqual({ record: null, preview: "p", review: "v" });
});
