// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { turn } from "../../test/fake-environment.ts";
import { keysAsWords, pageOf } from "../../test/page.ts";
import type { ListedRecord } from "./answers.ts";
import { recordsFace } from "./papers.ts";

const PAGE = `<p id="records-told"></p><p id="records-error" hidden></p>
  <ul id="record-list" data-pages="../../records/de/"></ul><p id="records-empty" hidden></p>
  <button id="records-more"></button>
  <template id="published-record"><li><a data-record></a><span data-withdrawn hidden></span>
    <span data-hidden hidden></span><span data-pending hidden></span>
    <span data-facts></span><a data-doi></a><span data-versions><a data-concept></a></span><a data-deposit></a><button data-off></button></li></template>`;

const CORES: ListedRecord = {
  repository: "zenodo",
  record: "1",
  title: "Cores",
  doi: null,
  concept: "1",
  concept_doi: null,
  date: "2026-11-22",
  type: "dataset",
  by: "Lovelace, Ada",
  submission: null,
  withdrawn: false,
  hidden: false,
  pending: false,
};

let asked: unknown[];
let down: boolean;

beforeEach(() => {
  pageOf(PAGE);
  [asked, down] = [[], false];
});

async function shown(...records: ListedRecord[]): Promise<void> {
  const api = {
    records: async () => ({ records, next: null }),
    setRecordHidden: async ({ record }: ListedRecord, hidden: boolean) => {
      if (down) throw new Error("down");
      asked.push([record, hidden]);
    },
    log: async () => ({ entries: [], next: null }),
  };
  await recordsFace({ words: keysAsWords, api: async () => api }).read();
}

const one = (selector: string) => document.querySelector<HTMLElement>(`li ${selector}`);
const isShown = (selector: string) => one(selector)?.hidden === false;

test("a record is taken off the public page and put back, and the keyboard stays there", async () => {
  await shown(CORES);
  expect(one("[data-off]")?.getAttribute("aria-label")).toBe("records.hide: Cores");
  one("[data-off]")?.click();
  await turn();
  expect(asked).toEqual([["1", true]]);
  expect(isShown("[data-hidden]")).toBe(true);
  expect(document.activeElement).toBe(one("[data-off]"));
  expect(document.querySelector("#records-told")?.textContent).toBe("records.hidden");
  one("[data-off]")?.click();
  await turn();
  expect(asked).toEqual([
    ["1", true],
    ["1", false],
  ]);
  expect(isShown("[data-hidden]")).toBe(false);
});

test("what can't be done is told, and nothing changes", async () => {
  await shown(CORES);
  down = true;
  one("[data-off]")?.click();
  await turn();
  expect(isShown("[data-hidden]")).toBe(false);
  expect(document.querySelector<HTMLElement>("#records-error")?.hidden).toBe(false);
});

test("one that waits for the community is marked so, unless more is to be said", async () => {
  await shown({ ...CORES, pending: true });
  expect(isShown("[data-pending]")).toBe(true);
  await shown({ ...CORES, pending: true, hidden: true });
  expect(isShown("[data-pending]")).toBe(false);
});

const links = (selector: string) =>
  [...document.querySelectorAll(`li ${selector}`)].map((link) => link.getAttribute("href"));

test("the title leads to the record's public page in the page's language, if it has one", async () => {
  await shown(
    { ...CORES, record: "3" },
    { ...CORES, record: "4", hidden: true },
    { ...CORES, record: "5", withdrawn: true },
    { ...CORES, record: "6", pending: true },
  );
  expect(links("[data-record]")).toEqual(["../../records/de/zenodo-3.html", null, null, null]);
});

test("a version leads to the page of the latest one that is public", async () => {
  const version = { ...CORES, concept: "c" };
  await shown(
    { ...version, record: "9", pending: true },
    { ...version, record: "8" },
    { ...version, record: "7" },
  );
  const page = "../../records/de/zenodo-8.html";
  expect(links("[data-record]")).toEqual([null, page, page]);
});

test("the DOI of the record and that of all its versions are links", async () => {
  await shown({ ...CORES, doi: "10.5281/zenodo.2", concept_doi: "10.5281/zenodo.1" });
  expect(links("[data-doi]")).toEqual(["https://doi.org/10.5281/zenodo.2"]);
  expect(links("[data-concept]")).toEqual(["https://doi.org/10.5281/zenodo.1"]);
  expect(isShown("[data-versions]")).toBe(true);
  await shown(CORES);
  expect([isShown("[data-doi]"), isShown("[data-versions]")]).toEqual([false, false]);
});
