// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { FakeStore } from "../../test/fake-store.ts";
import { age } from "./age.ts";
import { csvOf } from "./csv.ts";
import { slice } from "./pager.ts";
import { routeOf, submissionRoute } from "./route.ts";
import { SessionKeeper } from "./session.ts";

const SESSION = {
  session: "s3cret",
  curator: { key: "mb", name: "Mara Brandt" },
  ends: "2026-11-21T18:00:00Z",
};
const at = (iso: string) => Date.parse(iso);

let store: FakeStore;

beforeEach(() => {
  store = new FakeStore();
});

test("a session is there until it ends, and is forgotten then", () => {
  let now = at("2026-11-21T10:00:00Z");
  const keeper = new SessionKeeper(store as unknown as Storage, () => now);
  keeper.keep(SESSION);
  expect(keeper.current?.curator.name).toBe("Mara Brandt");
  expect(keeper.left).toBe(8 * 3_600_000);
  now = at(SESSION.ends);
  expect(keeper.current).toBeNull();
  now = at("2026-11-21T10:00:00Z");
  expect(keeper.current).toBeNull();
});

test("what is no session is none", () => {
  store.setItem("zenferry:curation", "{ broken");
  expect(new SessionKeeper(store as unknown as Storage).current).toBeNull();
});

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

test.each([
  ["2026-11-21T11:59:40Z", "this minute"],
  ["2026-11-21T11:17:00Z", "43 minutes ago"],
  ["2026-11-20T11:00:00Z", "yesterday"],
  ["2026-11-16T11:00:00Z", "5 days ago"],
  ["2026-11-01T11:00:00Z", "2 weeks ago"],
  ["2025-06-01T11:00:00Z", "1 year ago"],
  // A clock that is wrong.
  ["2026-11-21T12:30:00Z", "this minute"],
])("%s is %s", (iso, words) => {
  expect(age(iso, at("2026-11-21T12:00:00Z"))).toBe(words);
});

test("an age is told in the page's language", () => {
  expect(age("2026-11-18T12:00:00Z", at("2026-11-21T12:00:00Z"), "de")).toBe("vor 3 Tagen");
});

test("a page past the end is the last there is", () => {
  expect(slice(0, 0)).toEqual({ page: 0, from: 0, to: 0 });
  expect(slice(9, 120)).toEqual({ page: 2, from: 100, to: 120 });
});

test("a table gives a spreadsheet no formula", () => {
  expect(csvOf([["=1+1", 'a "b", c']])).toBe(`'=1+1,"a ""b"", c"\r\n`);
  expect(csvOf([["mud;=1+1;x"]])).toBe("mud;'=1+1;x\r\n");
});
