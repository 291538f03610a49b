import { expect, test } from "vitest";
import { FakeStore } from "../../test/fake-store.ts";
import { begun } from "./opening.ts";

const NAME = "zenferry:opening-own";

test("asked again, it is the same deposit that is opened", () => {
  const store = new FakeStore();
  expect(begun(store)).toEqual(begun(store));
  expect(begun(new FakeStore())).not.toEqual(begun(store));
});

test.each(["{ broken", "null", "7", '{"id":1,"nonce":"x"}', '{"id":"x"}'])(
  "%s is no deposit that was begun, and is replaced by one",
  (kept) => {
    const store = new FakeStore();
    store.setItem(NAME, kept);
    const made = begun(store);
    expect(made.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(begun(store)).toEqual(made);
  },
);
