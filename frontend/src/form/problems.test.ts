// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { html } from "../page/elements.ts";
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
