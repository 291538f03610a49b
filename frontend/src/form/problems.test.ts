// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { html, the } from "../page/elements.ts";
import { PageTitle } from "../page/title.ts";
import { type Placed, Problems } from "./problems.ts";

const PAGE = `<div data-entry><section id="summary"><h2><span></span></h2><ul></ul></section>
  <div data-files><p data-error hidden></p><input id="files"></div>
  <div data-field="title"><label class="label">Title</label><p data-error hidden></p>
  <input id="title"></div></div>`;

let problems: Problems;

beforeEach(() => {
  pageOf(PAGE);
  Element.prototype.scrollIntoView = () => {};
  problems = new Problems(html("[data-entry]"), keysAsWords, new PageTitle());
});

function ofFiles(message: string): Placed {
  return { message, place: html("[data-files]"), target: html("#files") };
}

function summary(): (string | null)[] {
  return [...html("#summary ul").children].map(({ textContent }) => textContent);
}

test("what the files lacked goes as soon as they do not, and nothing new comes unasked", () => {
  problems.ofFiles = [ofFiles("none")];
  problems.attempt();
  problems.keepOfFiles([ofFiles("none")]);
  expect(summary()).toEqual(["none"]);
  problems.keepOfFiles([ofFiles("in part")]);
  expect(summary()).toEqual([]);
  expect(html("[data-files] [data-error]").hidden).toBe(true);
});

test("the field is named in the summary, and not at the field itself", () => {
  problems.found = [{ field: "title", message: "Shorten this." }];
  problems.attempt();
  expect(summary()).toEqual(["summary.named name=Title message=Shorten this."]);
  expect(html("[data-field] [data-error]").textContent).toBe("Shorten this.");
});

test("what the page saw itself is told a moment after leaving, until the field is another", () => {
  vi.useFakeTimers();
  const box = the("#title", HTMLInputElement);
  box.value = "x";
  problems.judge(html("[data-field]"), "Wrong.");
  box.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  const error = html("[data-field] [data-error]");
  // A press of a button is over by then: the button must not move while it is pressed.
  vi.advanceTimersByTime(250);
  expect(error.hidden).toBe(true);
  vi.advanceTimersByTime(100);
  expect([error.hidden, error.textContent]).toEqual([false, "Wrong."]);
  box.value = "y";
  problems.render();
  expect(error.hidden).toBe(true);
  vi.useRealTimers();
});

test("the page's own verdict and the service's on one field are one problem", () => {
  problems.judge(html("[data-field]"), "Wrong.");
  problems.found = [{ field: "title", message: "Wrong indeed." }];
  problems.attempt();
  expect(summary()).toEqual(["summary.named name=Title message=Wrong."]);
});

test("only fields whose message changes are written to", () => {
  const page = html("[data-entry]");
  problems.found = [{ field: "title", message: "Shorten this." }];
  problems.attempt();
  const seen: MutationRecord[] = [];
  const observer = new MutationObserver((records) => void seen.push(...records));
  observer.observe(page, { subtree: true, childList: true, attributes: true });
  problems.render();
  seen.push(...observer.takeRecords());
  expect(seen.map(({ target }) => (target as Element).id)).toEqual([]);
});

test("going from one part of a field to another is not leaving it", () => {
  vi.useFakeTimers();
  const box = the("#title", HTMLInputElement);
  box.value = "x";
  problems.judge(html("[data-field]"), "Wrong.");
  const inside = html("[data-field] [data-error]");
  box.dispatchEvent(new FocusEvent("focusout", { bubbles: true, relatedTarget: inside }));
  vi.advanceTimersByTime(400);
  expect(inside.hidden).toBe(true);
  vi.useRealTimers();
});

test("what was missing and stands there now is not asked for until the service answers", () => {
  vi.useFakeTimers();
  const [box, error] = [the("#title", HTMLInputElement), html("[data-field] [data-error]")];
  problems.found = [{ field: "title", message: "Name it." }];
  box.value = "Tides";
  box.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  vi.advanceTimersByTime(400);
  expect(error.hidden).toBe(true);
  problems.found = [{ field: "title", message: "Longer." }];
  expect(error.textContent).toBe("Longer.");
  vi.useRealTimers();
});
