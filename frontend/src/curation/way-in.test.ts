import { expect, test } from "vitest";
import { FakeStore } from "../../test/fake-store.ts";
import { WayIn } from "./way-in.ts";

const store = () => new FakeStore() as unknown as Storage;

test("a link leads where it was asked for, as long as it is good", () => {
  let now = 1_000_000;
  const way = new WayIn(store(), () => now);
  expect(way.hash).toBe("#submissions");
  way.keep("#submission=1f-2");
  expect(way.hash).toBe("#submission=1f-2");
  now += 15 * 60_000;
  expect(way.hash).toBe("#submissions");
});

test("the link that was asked for last counts, and nothing once it was used", () => {
  const way = new WayIn(store());
  way.keep("#submission=1f-2");
  way.keep("");
  expect(way.hash).toBe("#submissions");
  way.keep("#log");
  way.forget();
  expect(way.hash).toBe("#submissions");
});

test.each(["{ broken", "7", "{}", '{"hash":{},"at":1}'])("%s leads to the list", (kept) => {
  const broken = store();
  broken.setItem("zenferry:curation-way", kept);
  expect(new WayIn(broken, () => 1).hash).toBe("#submissions");
});
