import { beforeEach, expect, test } from "vitest";
import { FakeStore } from "../../test/fake-store.ts";
import { SessionKeeper } from "./session.ts";

const SESSION = {
  session: "s3cret",
  curator: { key: "mb", name: "Mara Brandt" },
  ends: "2026-11-21T18:00:00Z",
};
const at = (iso: string) => Date.parse(iso);

let store: FakeStore;

beforeEach(() => {
  store = new FakeStore();
});

test("a session is there until it ends, and is forgotten then", () => {
  let now = at("2026-11-21T10:00:00Z");
  const keeper = new SessionKeeper(store as unknown as Storage, () => now);
  keeper.keep(SESSION);
  expect(keeper.current?.curator.name).toBe("Mara Brandt");
  expect(keeper.left).toBe(8 * 3_600_000);
  now = at(SESSION.ends);
  expect(keeper.current).toBeNull();
  now = at("2026-11-21T10:00:00Z");
  expect(keeper.current).toBeNull();
});

test("what is no session is none", () => {
  store.setItem("zenferry:curation", "{ broken");
  expect(new SessionKeeper(store as unknown as Storage).current).toBeNull();
});
