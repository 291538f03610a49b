// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { FakeDesk } from "../../test/fake-desk.ts";
import { FakeEnvironment, turn } from "../../test/fake-environment.ts";
import { keysAsWords, pageOf } from "../../test/page.ts";
import type { DeskSession } from "./answers.ts";
import { CurationApi } from "./api.ts";
import { SigningIn } from "./signing-in.ts";

const PAGE = `<section id="sign-in" hidden><h1 id="sign-in-heading"></h1><p id="sign-in-why"></p>
  <form id="ask-link"><p id="curator-email-error" hidden></p>
    <input type="email" id="curator-email"><button type="submit">Send</button></form>
  <div id="link-sent" hidden><h2 tabindex="-1"></h2><button id="ask-again"></button></div>
  <div id="use-link" hidden><button id="use-link-now"></button></div>
  <p id="sign-in-error" hidden></p></section>`;

let desk: FakeDesk;
let environment: FakeEnvironment;
let face: SigningIn;
let sessions: DeskSession[];
let used: number;
let asked: number;

beforeEach(() => {
  pageOf(PAGE);
  desk = new FakeDesk();
  environment = new FakeEnvironment();
  sessions = [];
  used = 0;
  asked = 0;
  const options = { fetch: desk.fetch, environment, session: () => null, onLost: () => {} };
  const api = new CurationApi("https://page.test/api", options);
  face = new SigningIn({
    words: keysAsWords,
    api: async () => api,
    onAsked: () => {
      asked += 1;
    },
    onSession: (session) => sessions.push(session),
    onUsed: () => {
      used += 1;
    },
  });
});

function at(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement;
}

function shown(): string[] {
  return ["ask-link", "link-sent", "use-link"].filter((id) => !at(id).hidden);
}

async function settled(): Promise<void> {
  for (let count = 0; count < 10; count++) await turn();
}

async function press(id: string): Promise<void> {
  at(id).click();
  await settled();
}

test("a link that is opened does nothing before the button is pressed", async () => {
  desk.links.add("s3cret");
  face.show("link", "s3cret");
  await settled();
  expect(shown()).toEqual(["use-link"]);
  expect(document.activeElement?.id).toBe("use-link-now");
  expect(desk.calls).toEqual([]);
  await press("use-link-now");
  expect(sessions.map(({ curator }) => curator.name)).toEqual(["Mara Brandt"]);
  expect([desk.links.size, used]).toEqual([0, 1]);
});

test("pressed twice, it is sent once", async () => {
  desk.links.add("s3cret");
  face.show("link", "s3cret");
  at("use-link-now").click();
  await press("use-link-now");
  expect(desk.count("POST /sessions")).toBe(1);
});

test("a link that was used asks for an address, and leaves the page's own", async () => {
  face.show("link", "used");
  await press("use-link-now");
  expect(shown()).toEqual(["ask-link"]);
  expect(at("sign-in-error").textContent).toBe("sign_in.used");
  expect(used).toBe(1);
});

test("without a connection the link stays good, and can be pressed again", async () => {
  desk.links.add("s3cret");
  desk.fault = () => "network";
  face.show("link", "s3cret");
  await press("use-link-now");
  expect(at("sign-in-error").textContent).toBe("error.unreachable");
  expect([shown(), used]).toEqual([["use-link"], 0]);
  desk.fault = () => undefined;
  await press("use-link-now");
  expect(sessions.length).toBe(1);
});

test("whoever's address it is, the same is said", async () => {
  face.show("first");
  (at("curator-email") as HTMLInputElement).value = "nobody@example.org";
  (at("ask-link") as HTMLFormElement).requestSubmit();
  await settled();
  expect([shown(), asked]).toEqual([["link-sent"], 1]);
});

test("no address asks for nothing", async () => {
  face.show("first");
  (at("ask-link") as HTMLFormElement).requestSubmit();
  await settled();
  expect(at("curator-email-error").hidden).toBe(false);
  expect([desk.calls, asked]).toEqual([[], 0]);
});
