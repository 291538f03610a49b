import { expect, test } from "vitest";
import { routeOf, submissionRoute } from "./route.ts";

test.each([
  ["#sign-in=abc", { kind: "sign-in", secret: "abc" }],
  ["#submission=1f-2", { kind: "submission", id: "1f-2" }],
  ["#log", { kind: "face", face: "log" }],
  ["", { kind: "face", face: "submissions" }],
  ["#<img>", { kind: "face", face: "submissions" }],
])("%s leads where it says", (hash, route) => {
  expect(routeOf(hash)).toEqual(route);
});

test("a link to one deposit reads back, and holds nothing else", () => {
  expect(submissionRoute("1f-2")).toBe("#submission=1f-2");
});
