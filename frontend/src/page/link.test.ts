import { expect, test } from "vitest";
import { parseLink, submissionHash } from "./link.ts";

test("a submission's link reads back as it was written", () => {
  const hash = submissionHash("1f0c", "a+b/c=&d");
  expect(parseLink(hash)).toEqual({ kind: "submission", id: "1f0c", key: "a+b/c=&d" });
});

test("an invitation opens a new deposit", () => {
  expect(parseLink("#invitation=s3cret")).toEqual({ kind: "invitation", invitation: "s3cret" });
});

test.each(["", "#", "#section-work", "#submission=1", "#key=2"])("%j is no link", (hash) => {
  expect(parseLink(hash)).toEqual({ kind: "none" });
});
