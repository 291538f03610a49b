import { beforeEach, expect, test } from "vitest";
import { FakeEnvironment } from "../../test/fake-environment.ts";
import type { Suggested } from "../api.ts";
import { type Found, Suggestions } from "./suggestions.ts";

let environment: FakeEnvironment;
let asked: string[];
let aborted: string[];
let answers: Map<string, (answer: Suggested) => void>;
let told: string[];
let notice: string | null;
let suggestions: Suggestions;

beforeEach(() => {
  environment = new FakeEnvironment();
  [asked, aborted, told, notice] = [[], [], [], null];
  answers = new Map();
  suggestions = new Suggestions((name, text, signal) => {
    asked.push(`${name} ${text}`);
    signal.addEventListener("abort", () => aborted.push(text));
    return new Promise((resolve, reject) => {
      answers.set(text, resolve);
      if (text === "broken") reject(new Error("away"));
    });
  }, environment);
});

function search(text: string): void {
  suggestions.search("people", text, (found: Found) => {
    const first = found.state === "found" ? found.answer.items[0]?.label : "";
    told.push(`${text}: ${found.state} ${first ?? "nothing"}`.trim());
  });
}

function answer(text: string): void {
  const item = { id: text, label: `about ${text}`, detail: "", values: {} };
  answers.get(text)?.({ items: [item], notice });
}

test("nothing is asked while the typing goes on", async () => {
  for (const text of ["lo", "lov", "love"]) search(text);
  await environment.pass(1000);
  expect(asked).toEqual(["people love"]);
});

test("an answer that comes late is not taken for that to a newer question", async () => {
  search("love");
  await environment.pass(200);
  search("hopper");
  await environment.pass(200);
  answer("hopper");
  answer("love");
  await environment.quiet();
  expect(aborted).toEqual(["love"]);
  expect(told).toEqual(["love: searching", "hopper: searching", "hopper: found about hopper"]);
});

test("what was asked before is answered at once, and not asked again", async () => {
  search("love");
  await environment.pass(200);
  answer("love");
  await environment.quiet();
  search("Love");
  expect([asked.length, told.at(-1)]).toEqual([1, "Love: found about love"]);
});

test("what a source could not tell is asked again", async () => {
  notice = "ORCID is down";
  for (const _ of [1, 2]) {
    search("love");
    await environment.pass(200);
    answer("love");
    await environment.quiet();
  }
  expect(asked.length).toBe(2);
});

test("when nothing can be asked, that is told", async () => {
  search("broken");
  await environment.pass(200);
  expect(told).toEqual(["broken: searching", "broken: away"]);
});
