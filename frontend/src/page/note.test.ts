// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { pageOf } from "../../test/page.ts";
import { html } from "./elements.ts";
import { note } from "./note.ts";

beforeEach(() => {
  vi.useFakeTimers();
  pageOf(
    `<input id="title"><div id="filled" hidden><p></p><button data-undo></button><button data-hide></button></div>`,
  );
  return () => vi.useRealTimers();
});

test("a note goes with the next thing that is typed", () => {
  note("Put in: Ada.");
  expect(html("#filled").hidden).toBe(false);
  html("#title").dispatchEvent(new Event("input", { bubbles: true }));
  expect(html("#filled").hidden).toBe(true);
});

test("a note goes after a while, counted from the last one", () => {
  note("One.");
  vi.advanceTimersByTime(40_000);
  note("Two.");
  vi.advanceTimersByTime(40_000);
  expect(html("#filled").hidden).toBe(false);
  vi.advanceTimersByTime(40_000);
  expect(html("#filled").hidden).toBe(true);
});
