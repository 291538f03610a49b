// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { Api } from "../api.ts";
import { TellingPart } from "./asked.ts";

const PAGE = `<section id="telling">
  <div data-untold><input id="telling-email" type="email"><button data-leave></button>
    <button data-invited hidden></button></div>
  <div data-told hidden><button data-take-away></button></div>
  <p id="telling-state"></p>
</section>`;

let sent: string[];

function part(): TellingPart {
  const fetch = async (url: unknown, { method = "GET" }: RequestInit = {}) => {
    sent.push(`${method} ${url}`);
    return new Response(null, { status: 204 });
  };
  const api = new Api("https://page.test/api", { fetch: fetch as typeof globalThis.fetch });
  const deposit = () => Promise.resolve({ id: "one", key: "k" });
  return new TellingPart({ words: keysAsWords, api: () => Promise.resolve(api), deposit });
}

function at<T extends HTMLElement>(selector: string): T {
  return document.querySelector(selector) as T;
}

async function told(): Promise<void> {
  await expect.poll(() => at("[data-told]").hidden).toBe(false);
}

beforeEach(() => {
  sent = [];
  pageOf(PAGE);
  location.hash = "";
});

test("what is pressed before its script has come is done when it has", async () => {
  part();
  at<HTMLInputElement>("#telling-email").value = "ada@example.org";
  at("[data-leave]").click();
  await told();
  expect(sent).toEqual(["PUT https://page.test/api/submissions/one/address"]);
});

test("so is Enter, and once only", async () => {
  part();
  const address = at<HTMLInputElement>("#telling-email");
  address.value = "ada@example.org";
  address.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  await told();
  expect(sent).toHaveLength(1);
});

test("where nobody turns to it nothing is loaded or asked", async () => {
  part().show(false);
  await new Promise((done) => setTimeout(done, 50));
  expect(sent).toEqual([]);
  expect(at("[data-told]").hidden).toBe(true);
});

test("where somebody is told already that is shown without a question", async () => {
  part().show(true);
  await told();
  expect(sent).toEqual([]);
});

test("a page without it goes on without it", () => {
  pageOf("<p></p>");
  part().show(true);
  expect(sent).toEqual([]);
});
