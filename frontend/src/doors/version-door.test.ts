// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { FakeEnvironment, turn } from "../../test/fake-environment.ts";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { Api } from "../api.ts";
import { versionDoor } from "./version-door.ts";

const DOOR = `<form id="wish" novalidate>
  <input id="wish-record" name="record"><p class="error" id="wish-record-error" hidden></p>
  <input type="email" id="wish-email" name="email">
  <p class="error" id="wish-email-error" hidden></p>
  <p class="error" id="wish-error" hidden></p>
  <button type="submit">Ask</button><span data-busy></span></form>
  <div id="wish-done" hidden><p id="wish-told" tabindex="-1"></p></div>`;

let answers: Response[];

beforeEach(() => {
  pageOf(DOOR);
  answers = [];
  const answer: typeof fetch = async () => answers.shift() ?? new Response(null, { status: 202 });
  const api = new Api("https://page.test/api", {
    fetch: answer,
    environment: new FakeEnvironment(),
  });
  versionDoor({ words: keysAsWords, api: async () => api });
});

function at<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

async function ask(record: string): Promise<void> {
  at<HTMLInputElement>("wish-record").value = record;
  at<HTMLFormElement>("wish").dispatchEvent(new Event("submit", { cancelable: true }));
  for (let count = 0; count < 10; count++) await turn();
}

function said(): Record<string, string | null> {
  const shown = [...document.querySelectorAll<HTMLElement>(".error:not([hidden])")];
  return Object.fromEntries(shown.map((error) => [error.id, error.textContent]));
}

function refused(status: number, body: unknown): Response {
  return Response.json(body, { status });
}

describe("the door for who has a published record", () => {
  it.each(["record", "email"])(
    "says under the %s what is wrong with it, and goes there",
    async (field) => {
      const errors = [{ field, message: "Not that one." }];
      answers = [refused(422, { detail: "Some entries need another look.", errors })];

      await ask("10.1/else");

      expect(said()).toEqual({ [`wish-${field}-error`]: "Not that one." });
      expect(at(`wish-${field}`).getAttribute("aria-invalid")).toBe("true");
      expect(document.activeElement).toBe(at(`wish-${field}`));
    },
  );

  it("calls no field wrong where too many asked", async () => {
    answers = [refused(409, { code: "wished_enough", detail: "Too many asked.", errors: [] })];

    await ask("10.1/one");

    expect(Object.keys(said())).toEqual(["wish-error"]);
    expect(document.querySelectorAll("[aria-invalid]").length).toBe(0);
  });

  it("takes back what it said as soon as it is asked anew", async () => {
    await ask("");
    expect(said()).toEqual({ "wish-record-error": "wish.record" });

    await ask("10.1/one");

    expect(said()).toEqual({});
    expect(at("wish-done").hidden).toBe(false);
  });
});
