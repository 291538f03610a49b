// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { turn } from "../../test/fake-environment.ts";
import { keysAsWords, pageOf } from "../../test/page.ts";
import type { ListedRecord } from "./answers.ts";
import { recordsFace } from "./papers.ts";

const PAGE = `<p id="records-told"></p><p id="records-error" hidden></p>
  <ul id="record-list"></ul><p id="records-empty" hidden></p>
  <button id="records-more"></button>
  <template id="published-record"><li><a data-record></a><span data-withdrawn hidden></span>
    <span data-hidden hidden></span><span data-pending hidden></span>
    <span class="list-from"></span><a data-deposit></a><button data-off></button></li></template>`;

const CORES: ListedRecord = {
  repository: "zenodo",
  record: "1",
  title: "Cores",
  doi: null,
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

async function shown(record: ListedRecord): Promise<void> {
  const api = {
    records: async () => ({ records: [record], next: null }),
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
