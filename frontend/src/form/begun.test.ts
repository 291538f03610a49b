import { beforeEach, expect, test } from "vitest";
import { FakeJournal } from "../../test/fake-journal.ts";
import { FakeStore } from "../../test/fake-store.ts";
import { Begun } from "./begun.ts";
import { Device } from "./device.ts";

const FAR = "2999-01-01T00:00:00Z";

let store: FakeStore;
let begun: Begun;

beforeEach(() => {
  store = new FakeStore();
  begun = new Begun(new Device(store as unknown as Storage, new FakeJournal()));
});

const open = (invitation: string, id: string, expires = FAR) =>
  begun.opened(
    { kind: "invitation", invitation },
    { id, key: `key-${id}`, submission: { expires } },
  );

test("an invitation leads back to the latest deposit begun by it, and to no other's", async () => {
  await open("secret", "one");
  await open("other", "two");
  await open("secret", "three");
  expect(await begun.by("secret")).toMatchObject({ id: "three", key: "key-three" });
  expect(await begun.by("other")).toMatchObject({ id: "two" });
  expect(await begun.by("third")).toBe(null);
});

test("the invitation itself is not kept", async () => {
  await open("secret-invitation", "one");
  const all = store.getItem("zenferry:begun") ?? "";
  expect(all).toContain("key-one");
  expect(all).not.toContain("secret-invitation");
});

test("what has ended, or whose time is over, is led back to no more", async () => {
  await open("secret", "one");
  await begun.forget("one");
  expect(await begun.by("secret")).toBe(null);
  await open("secret", "old", "2020-01-01T00:00:00Z");
  expect(await begun.by("secret")).toBe(null);
});

test("a deposit whose end was put off is led back to until then", async () => {
  await open("secret", "one");
  const submission = { expires: "2020-01-01T00:00:00Z" };
  await begun.opened(
    { kind: "submission", id: "one", key: "k" },
    { id: "one", key: "k", submission },
  );
  expect(await begun.by("secret")).toBe(null);
});
