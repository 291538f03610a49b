// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { FakeEnvironment } from "../../test/fake-environment.ts";
import { CREATORS, formOf, line, section } from "../../test/form.ts";
import { fieldsLookedAt } from "../../test/looks.ts";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { html, the } from "../page/elements.ts";
import { appendEntry } from "./entries.ts";
import { type Count, Progress } from "./progress.ts";

let environment: FakeEnvironment;
let files: Count;
let progress: Progress;

beforeEach(() => {
  pageOf(
    formOf(
      ["work", section("work", line("title", { marks: "data-needed" }) + line("version"))],
      ["people", section("people", CREATORS)],
      ["links", section("links", line("identifier"))],
    ),
  );
  appendEntry(html("[data-group=creators]"));
  environment = new FakeEnvironment();
  files = { needed: 1, left: 1 };
  progress = new Progress(html("form"), { words: keysAsWords, environment, files: () => files });
  progress.refresh();
});

function left(name: string): string | null {
  const mark = html(`a[href="#section-${name}"] [data-left]`);
  expect(html(`#section-${name} [data-left]`).textContent).toBe(mark.textContent);
  return mark.hasAttribute("data-complete") ? "complete" : mark.textContent;
}

function type(selector: string, text: string): void {
  the(selector, HTMLInputElement).value = text;
  html(selector).dispatchEvent(new Event("input", { bubbles: true }));
}

test("each section tells how much is to fill in, and one without needs nothing", () => {
  const one = "section.left n=1";
  expect(["files", "work", "people", "links"].map(left)).toEqual([one, one, one, ""]);
});

test("it is told a moment after the typing, and only where the typing was", async () => {
  expect(await fieldsLookedAt(() => type(".of-title", "Cores"))).toBe(0);
  const looks = await fieldsLookedAt(() => environment.pass(400));
  expect(left("work")).toBe("complete");
  expect(looks).toBeGreaterThan(0);
  expect(looks).toBeLessThan(8);
});

test("an entry that was begun has to be finished", async () => {
  type(".of-family_name", "Lovelace");
  await environment.pass(400);
  expect(left("people")).toBe("complete");
  appendEntry(html("[data-group=affiliations]"));
  type("[data-group=affiliations] .of-ror", "05a28rw58");
  await environment.pass(400);
  expect(left("people")).toBe("section.left n=1");
});

test("the files' section has its own count", () => {
  files = { needed: 1, left: 0 };
  progress.filesChanged();
  expect(left("files")).toBe("complete");
});

test("a file that is interrupted is nothing to fill in, and nothing complete", () => {
  files = { needed: 0, left: 0 };
  progress.filesChanged();
  expect(left("files")).toBe("");
});

test("what is written into the form without typing counts at once", () => {
  the(".of-title", HTMLInputElement).value = "Cores";
  html("form").dispatchEvent(new Event("written"));
  expect(left("work")).toBe("complete");
});
