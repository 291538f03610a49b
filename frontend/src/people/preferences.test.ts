import { beforeEach, expect, test } from "vitest";
import { FakeStore } from "../../test/fake-store.ts";
import { entryOf, rowOf } from "./person.ts";
import { KeptPreferences, NOTHING, withGroup, withoutGroup } from "./preferences.ts";

const ADA = { type: "person", family_name: "Lovelace", given_name: "Ada" };

let store: FakeStore;
let kept: KeptPreferences;

beforeEach(() => {
  store = new FakeStore();
  kept = new KeptPreferences(store);
});

test("what is kept is read again, and forgetting forgets all of it", () => {
  const preferences = withGroup({ ...NOTHING, me: ADA }, { name: "Core team", people: [ADA] });
  kept.keep(preferences);
  expect(kept.read()).toEqual(preferences);
  kept.forget();
  expect([kept.read(), store.length]).toEqual([NOTHING, 0]);
});

test("whatever stands in the store, reading it does no harm", () => {
  for (const text of [
    "{",
    "7",
    '"x"',
    '{"me":7,"groups":[{"name":1},{"name":"a","people":[3]}]}',
  ]) {
    store.setItem("zenferry:my-details", text);
    const { me, groups } = kept.read();
    expect([me, groups.flatMap(({ people }) => people)]).toEqual([null, []]);
  }
});

test("a full device is told, not hidden", () => {
  store.isFull = true;
  expect(kept.keep(NOTHING)).toBe(false);
});

test("of one name there is one group, the newer", () => {
  const twice = withGroup(withGroup(NOTHING, { name: "A", people: [] }), {
    name: "A",
    people: [ADA],
  });
  expect(twice.groups).toEqual([{ name: "A", people: [ADA] }]);
  expect(withoutGroup(twice, "A").groups).toEqual([]);
});

test("an affiliation that was left alone keeps its ROR id; a new one is a name", () => {
  const entry = { ...ADA, gnd: "1", affiliations: [{ name: "Navy", ror: "05a28rw58" }] };
  const row = { ...rowOf(entry), affiliation: "Navy; Yale" };
  expect(entryOf(row, entry)).toMatchObject({
    gnd: "1",
    affiliations: [{ name: "Navy", ror: "05a28rw58" }, { name: "Yale" }],
  });
});

test("an organisation is not made a person", () => {
  expect(rowOf({ name: "Station Three" }).type).toBe("organisation");
});
