// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { FakeEnvironment, turn } from "../../test/fake-environment.ts";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { Api } from "../api.ts";
import { askedDoor } from "./asked-door.ts";

const DOOR = `<form id="asked" novalidate><input type="email" id="asked-email">
  <p id="asked-error" hidden></p><button type="submit">Send</button><span data-busy></span></form>
  <div id="asked-done" hidden><p id="asked-told" tabindex="-1"></p>
  <button type="button" id="asked-again"></button></div>`;

let answers: Response[];
let asked: unknown[];

beforeEach(() => {
  pageOf(DOOR);
  document.documentElement.lang = "de";
  answers = [];
  asked = [];
  const answer: typeof fetch = async (_, init) => {
    asked.push(JSON.parse(String(init?.body)));
    const next = answers.shift();
    if (!next) throw new TypeError("the line is dead");
    return next;
  };
  const api = new Api("https://page.test/api", {
    fetch: answer,
    environment: new FakeEnvironment(),
  });
  askedDoor({ words: keysAsWords, api: async () => api });
});

function at<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

async function ask(address: string): Promise<void> {
  at<HTMLInputElement>("asked-email").value = address;
  at<HTMLFormElement>("asked").dispatchEvent(new Event("submit", { cancelable: true }));
  for (let count = 0; count < 10; count++) await turn();
}

describe("the door for who has no invitation yet", () => {
  it("has one sent, and says where to", async () => {
    answers = [Response.json({ days: 14 }, { status: 202 })];

    await ask(" ada@uni.example ");

    expect(asked).toEqual([{ email: "ada@uni.example", language: "de" }]);
    expect(at("asked").hidden).toBe(true);
    expect(at("asked-done").hidden).toBe(false);
    expect(at("asked-told").textContent).toBe("doors.asked address=ada@uni.example");
    expect(document.activeElement).toBe(at("asked-told"));
  });

  it("says at the field what is no address, and asks nobody", async () => {
    await ask("");

    expect(asked).toEqual([]);
    expect(at("asked-error").textContent).toBe("doors.no-address");
    expect(at("asked-email").getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(at("asked-email"));
  });

  it("says at the field what the service says of it", async () => {
    const problem = { errors: [{ field: "email", message: "Give your address at one of these" }] };
    answers = [
      Response.json({ detail: "Some entries need another look.", ...problem }, { status: 422 }),
    ];

    await ask("eve@evil.example");

    expect(at("asked-error").textContent).toBe("Give your address at one of these");
    expect(at("asked-done").hidden).toBe(true);
  });

  it("does not ask twice where the answer was lost", async () => {
    await ask("ada@uni.example");

    expect(asked.length).toBe(1);
    expect(at("asked-error").textContent).toBe("error.unreachable");
  });

  it("lets another address be typed", async () => {
    answers = [Response.json({ days: 14 }, { status: 202 })];
    await ask("ada@uni.example");

    at("asked-again").click();

    expect(at("asked").hidden).toBe(false);
    expect(at<HTMLInputElement>("asked-email").value).toBe("");
    expect(document.activeElement).toBe(at("asked-email"));
  });
});
