import { beforeEach, expect, test } from "vitest";
import type { Api, Opening } from "../api.ts";
import { Unreachable } from "../problem.ts";
import { Deposit } from "./deposit.ts";

class FakeStorage {
  readonly #items = new Map<string, string>();
  getItem = (name: string) => this.#items.get(name) ?? null;
  removeItem = (name: string) => void this.#items.delete(name);
  setItem = (name: string, value: string) => void this.#items.set(name, value);
}

/** Opens once per id, as the service does; can lose the answer. */
class FakeApi {
  readonly asked: Opening[] = [];
  losesAnswer = false;

  async open(opening: Opening) {
    this.asked.push(opening);
    if (this.losesAnswer) throw new Unreachable("gone");
    return { key: `key of ${opening.id}`, submission: { id: opening.id } };
  }

  submission = (id: string, key: string) => ({ read: async () => ({ id, key }) });
}

let api: FakeApi;
let store: FakeStorage;
let opened: string[];

beforeEach(() => {
  [api, store, opened] = [new FakeApi(), new FakeStorage(), []];
});

function deposit(invitation = "secret"): Deposit {
  return new Deposit(
    { kind: "invitation", invitation },
    {
      api: async () => api as unknown as Api,
      store: store as unknown as Storage,
      language: "en",
      onOpened: ({ key }) => opened.push(key),
    },
  );
}

test("looking at an invitation asks the service for nothing", () => {
  deposit();
  expect(api.asked).toEqual([]);
  expect(deposit().isPending).toBe(false);
});

test("two first actions at once open one deposit", async () => {
  const one = deposit();
  await Promise.all([one.opened(), one.opened()]);
  expect(api.asked.length).toBe(1);
  expect(opened).toEqual([`key of ${one.id}`]);
});

test("a lost answer is asked for again after a reload, with the same id and nonce", async () => {
  api.losesAnswer = true;
  await expect(deposit().opened()).rejects.toThrow(Unreachable);
  api.losesAnswer = false;
  const reloaded = deposit();
  expect(reloaded.isPending).toBe(true);
  await reloaded.opened();
  expect(api.asked[0]).toEqual(api.asked[1]);
  expect(deposit().isPending).toBe(false);
});

test("another invitation does not go on with the first one's opening", async () => {
  api.losesAnswer = true;
  const first = deposit();
  await expect(first.opened()).rejects.toThrow(Unreachable);
  expect(deposit("other").id).not.toBe(first.id);
});

test("the nonce is long and safe in an address", async () => {
  await deposit().opened();
  expect(api.asked[0]?.nonce).toMatch(/^[\w-]{32}$/);
});
