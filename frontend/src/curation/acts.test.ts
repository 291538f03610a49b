// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { FakeDesk, listed, wholeOf } from "../../test/fake-desk.ts";
import { FakeEnvironment, turn } from "../../test/fake-environment.ts";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { Acts } from "./acts.ts";
import { CurationApi } from "./api.ts";

const dialog = (name: string, field = "") => `<dialog id="act-${name}"><form>${field}
  <p data-dialog-state></p><button type="submit" data-yes></button>
  <button type="button" data-close></button></form></dialog>`;

const PAGE = `<h1 id="one-heading" tabindex="-1"></h1>
  <div id="acts">${["approve", "return", "retry", "extend", "transfer", "cancel"]
    .map((act) => `<button data-act="${act}"></button>`)
    .join("")}</div>
  <p id="act-done"></p><p id="act-error" hidden></p>
  ${dialog("approve")}${dialog("cancel")}
  ${dialog("return", '<p id="return-error" hidden></p><textarea id="return-words"></textarea>')}
  ${dialog("extend", '<p id="extend-hint"></p><p id="extend-error" hidden></p><input type="number" id="extend-days" value="30">')}
  ${dialog("transfer", '<p id="transfer-error" hidden></p><input type="email" id="transfer-email">')}
  <dialog id="fresh-link"><h2 id="fresh-link-heading"></h2><p id="fresh-link-text"></p>
    <code id="fresh-link-value"></code><button id="fresh-link-copy"><span></span></button>
    <p data-dialog-state></p></dialog>`;

let desk: FakeDesk;
let acts: Acts;
let read: number;

beforeEach(() => {
  pageOf(PAGE);
  desk = new FakeDesk();
  desk.sessions.add("s");
  desk.deposits = [listed("a", { state: "awaiting_approval" })];
  read = 0;
  const environment = new FakeEnvironment();
  const options = { fetch: desk.fetch, environment, session: () => "s", onLost: () => {} };
  const api = new CurationApi("https://page.test/api", options);
  acts = new Acts({
    words: keysAsWords,
    api: async () => api,
    again: async () => {
      read += 1;
      acts.show(await api.submission("a"));
    },
  });
  show();
});

function show(): void {
  acts.show(wholeOf(desk.deposits[0] ?? listed("a")));
}

function at<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

function offered(): string[] {
  const all = [...document.querySelectorAll<HTMLElement>("[data-act]")];
  return all.filter(({ hidden }) => !hidden).map(({ dataset }) => dataset.act ?? "");
}

function ask(act: string): void {
  document.querySelector<HTMLElement>(`[data-act=${act}]`)?.click();
}

async function say(act: string): Promise<void> {
  at(`act-${act}`).querySelector("form")?.requestSubmit();
  for (let count = 0; count < 10; count++) await turn();
}

const isOpen = (act: string) => at<HTMLDialogElement>(`act-${act}`).open;

test("only what the service offers is offered", () => {
  expect(offered()).toEqual(["approve", "return", "extend", "transfer", "cancel"]);
  acts.show(wholeOf(listed("a", { state: "published" }), { actions: [] }));
  expect([offered(), at("acts").hidden]).toEqual([[], true]);
});

test("nothing is done before it was confirmed, and what is true then is read", async () => {
  ask("approve");
  expect(desk.calls).toEqual([]);
  await say("approve");
  expect(desk.deposits[0]?.state).toBe("submitted");
  expect([isOpen("approve"), at("act-done").textContent]).toEqual([false, "done.approve"]);
  expect(read).toBe(1);
});

test("without words nobody is asked for changes", async () => {
  ask("return");
  await say("return");
  expect(at("return-error").hidden).toBe(false);
  at<HTMLTextAreaElement>("return-words").value = "  Name the stations.\n";
  await say("return");
  const call = desk.calls.find(({ name }) => name.endsWith("/return"));
  expect(call?.body).toEqual({ words: "Name the stations." });
  expect(at<HTMLTextAreaElement>("return-words").value).toBe("");
});

test("what was changed meanwhile is not approved: the state is read anew, the words stay", async () => {
  desk.deposits = [listed("a", { state: "awaiting_approval", changed: "2026-11-09T10:00:00Z" })];
  ask("approve");
  await say("approve");
  expect(isOpen("approve")).toBe(true);
  expect(at("act-approve").querySelector("[data-dialog-state]")?.textContent).toContain("changed");
  expect(read).toBe(1);
  await say("approve");
  expect(desk.deposits[0]?.state).toBe("submitted");
});

test("a new link is shown once, and gone with the dialog", async () => {
  ask("transfer");
  await say("transfer");
  expect(at("fresh-link-value").textContent).toBe("new-link");
  at<HTMLDialogElement>("fresh-link").close();
  expect(at("fresh-link-value").textContent).toBe("");
});

test("a new link that is mailed is not shown", async () => {
  ask("transfer");
  at<HTMLInputElement>("transfer-email").value = "ada@example.org";
  await say("transfer");
  expect(at<HTMLDialogElement>("fresh-link").open).toBe(false);
  expect(at("act-done").textContent).toBe("done.mailed");
});

test("after a lost answer what is true is read, and the act is not sent again", async () => {
  desk.fault = ({ name }) => (name.endsWith("/approve") ? "lost answer" : undefined);
  ask("approve");
  await say("approve");
  expect(desk.count("POST /submissions/a/approve")).toBe(1);
  expect([read, offered()]).toEqual([1, ["cancel"]]);
});
