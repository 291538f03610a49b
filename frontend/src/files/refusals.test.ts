// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { button, html } from "../page/elements.ts";
import type { Refusal } from "../upload/uploads.ts";
import { Refusals } from "./refusals.ts";

const PAGE = `<input id="files"><div id="refusals" hidden><p class="refusals-head"></p><ul></ul>
  <button></button></div>`;

let refusals: Refusals;

beforeEach(() => {
  pageOf(PAGE);
  refusals = new Refusals(keysAsWords);
});

function refusal(path: string, code: "empty" | "name", message: string): Refusal {
  return { path, reason: { code, message } };
}

function lines(): string[] {
  return [...html("#refusals ul").children].map(({ textContent }) => textContent ?? "");
}

test("what the page refuses and what the service refuses stand in one notice", () => {
  refusals.add([refusal("empty.csv", "empty", "“empty.csv” is empty.")]);
  refusals.add([refusal("a:b", "name", "No colon.")]);
  expect(lines()).toEqual([
    "“empty.csv” is empty.",
    "files.named name=a:b message=No colon. files.rename",
  ]);
  expect(html(".refusals-head").textContent).toBe("files.refused n=2");
});

test("what is chosen again is not spoken of any more, the others are", () => {
  refusals.add([refusal("a:b", "name", "No colon."), refusal("c:d", "name", "No colon.")]);
  refusals.forget(["a:b"]);
  expect(lines()).toEqual(["files.named name=c:d message=No colon. files.rename"]);
  refusals.forget(["c:d"]);
  expect(html("#refusals").hidden).toBe(true);
});

test("the notice is hidden when it has been read, and does not come back", () => {
  refusals.add([refusal("a:b", "name", "No colon.")]);
  button("#refusals button").click();
  expect(html("#refusals").hidden).toBe(true);
  refusals.add([refusal("c:d", "name", "No colon.")]);
  expect(lines()).toHaveLength(1);
});

test("of many only the first are said one by one", () => {
  const many = Array.from({ length: 30 }, (_, index) => refusal(`${index}`, "empty", `${index}.`));
  refusals.add(many);
  expect(lines()).toHaveLength(21);
  expect(lines().at(-1)).toBe("files.refused.more n=10");
  expect(html(".refusals-head").textContent).toBe("files.refused n=30");
});
