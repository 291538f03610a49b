// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { Api } from "../api.ts";
import { Telling } from "./telling.ts";

const PAGE = `<section id="telling">
  <div data-untold><input id="telling-email" type="email"><button data-leave></button>
    <button data-invited hidden></button></div>
  <div data-told hidden><button data-take-away></button></div>
  <p id="telling-state"></p>
</section><button id="send"></button>`;

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

let sent: Sent[];
let kept: { told: boolean; invited: boolean };
let status: number;

function telling(): Telling {
  const answer = (method: string) => {
    if (status !== 204) return problem(status);
    if (method === "GET") return Response.json(kept);
    return new Response(null, { status: 204 });
  };
  const fetch = async (url: unknown, { method = "GET", body }: RequestInit = {}) => {
    sent.push({ method, url: String(url), body: body ? JSON.parse(String(body)) : undefined });
    return answer(method);
  };
  const api = new Api("https://page.test/api", { fetch: fetch as typeof globalThis.fetch });
  const deposit = () => Promise.resolve({ id: "one", key: "k" });
  return new Telling({ words: keysAsWords, api: () => Promise.resolve(api), deposit });
}

function problem(status: number): Response {
  const headers = { "Content-Type": "application/problem+json" };
  const body = { status, title: "No.", detail: "No.", code: "progress_off", errors: [] };
  return new Response(JSON.stringify(body), { status, headers });
}

function at<T extends HTMLElement>(selector: string): T {
  return document.querySelector(selector) as T;
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((done) => setTimeout(done));
}

beforeEach(() => {
  sent = [];
  kept = { told: false, invited: false };
  status = 204;
  pageOf(PAGE);
  location.hash = "";
});

test("an address is left, and not shown again", async () => {
  telling().show(false);
  at<HTMLInputElement>("#telling-email").value = " ada@example.org ";
  at("[data-leave]").click();
  await settled();
  expect(sent).toEqual([
    {
      method: "PUT",
      url: "https://page.test/api/submissions/one/address",
      body: { email: "ada@example.org" },
    },
  ]);
  expect(at("[data-told]").hidden).toBe(false);
  expect(at<HTMLInputElement>("#telling-email").value).toBe("");
});

test("nothing is sent for what is no address", async () => {
  telling().show(false);
  at("[data-leave]").click();
  await settled();
  expect(sent).toEqual([]);
  expect(at("#telling-state").textContent).toContain("telling.address");
});

test("what the service refuses is said, and nobody is shown as told", async () => {
  telling().show(false);
  status = 409;
  at<HTMLInputElement>("#telling-email").value = "ada@example.org";
  at("[data-leave]").click();
  await settled();
  expect(at("#telling-state").textContent).toBe("No.");
  expect(at("[data-told]").hidden).toBe(true);
  expect(at<HTMLInputElement>("#telling-email").value).toBe("ada@example.org");
});

test("it is taken away", async () => {
  telling().show(true);
  at("[data-take-away]").click();
  await settled();
  expect(sent.map(({ method }) => method)).toEqual(["DELETE"]);
  expect(at("[data-untold]").hidden).toBe(false);
});

test("the invitation's address is offered by a button, and used only when that is pressed", async () => {
  location.hash = `#submission=${crypto.randomUUID()}&key=${"k".repeat(32)}`;
  kept = { told: false, invited: true };
  telling().show(false);
  await settled();
  expect(at("[data-invited]").hidden).toBe(false);
  expect(at<HTMLInputElement>("#telling-email").value).toBe("");
  expect(sent.map(({ method }) => method)).toEqual(["GET"]);
  at("[data-invited]").click();
  await settled();
  expect(sent.at(-1)?.body).toEqual({ invited: true });
});

test("what was typed is left when the deposit is sent, and only then", async () => {
  telling().show(false);
  at("#send").click();
  await settled();
  expect(sent).toEqual([]);
  at<HTMLInputElement>("#telling-email").value = "ada@example.org";
  at("#send").click();
  await settled();
  expect(sent.map(({ method }) => method)).toEqual(["PUT"]);
});
