// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { submissionOf } from "../../test/fake-submission.ts";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { tellEnding, tellSaid } from "./ending.ts";

beforeEach(() => {
  pageOf(
    '<p id="ends-soon" hidden></p><section id="said" hidden><blockquote></blockquote></section>',
  );
});

function line(): HTMLElement {
  return document.getElementById("ends-soon") as HTMLElement;
}

test("who goes on with a deposit in its last days is told until when it is kept", () => {
  tellEnding(submissionOf({ ends_soon: true, expires: "2026-12-01T10:00:00Z" }), keysAsWords);
  expect(line().hidden).toBe(false);
  expect(line().textContent).toContain("ends_soon");
  expect(line().textContent).toContain("2026");
});

test("nothing is told of an end that is far, nor before there is a deposit", () => {
  for (const submission of [submissionOf({ ends_soon: false }), null]) {
    tellEnding(submission, keysAsWords);
    expect(line().hidden).toBe(true);
  }
});

test("what the curators want changed stands there as they typed it, until it was sent again", () => {
  const place = document.getElementById("said") as HTMLElement;
  const words = "A <b>licence</b>,\nplease";
  tellSaid(submissionOf({ state: "returned", curator_words: words }));
  expect(place.hidden).toBe(false);
  expect(place.querySelector("blockquote")?.textContent).toBe(words);
  tellSaid(submissionOf({ state: "submitted", curator_words: null }));
  expect(place.hidden).toBe(true);
});
