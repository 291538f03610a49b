import { describe, expect, it } from "vitest";
import { type Entry, entriesOf, type Index } from "./catalog.ts";
import { NOTHING, readQuery, search, toggled, writeQuery } from "./query.ts";

const INDEX: Index = {
  people: ["Lovelace, Ada", "Gauß, Carl Friedrich", "Ørsted, Hans"],
  grants: ["EC 101", "DFG 7"],
  types: ["dataset", "software"],
  records: [
    ["z-1", "Sediment cores", "2026-11-21", 0, [0, 1], [0], "10.5281/zenodo.1", "", "mud", 0],
    ["z-2", "Tide gauge", "2026-01-01", 1, [1], [0, 1], "10.5281/zenodo.2", "2", "", 0],
    ["z-3", "Café levels", "2024", 0, [2, 2], [], "", "", "", 1],
    ["z-4", "Without a date", "", 0, [99], [], "", "", "", 0],
  ],
};
const ENTRIES = entriesOf(INDEX);

const ids = (entries: readonly Entry[]) => entries.map(({ id }) => id);
const found = (hash: string) => ids(search(ENTRIES, readQuery(hash)).entries);
const counts = (hash: string) => search(ENTRIES, readQuery(hash)).counts;

describe("what is asked for", () => {
  it("finds everything when nothing is", () => {
    expect(found("")).toEqual(["z-1", "z-2", "z-3", "z-4"]);
  });

  it.each([
    ["sediment", ["z-1"]],
    ["SEDIMENT  cores", ["z-1"]],
    ["cafe", ["z-3"]],
    ["lovelace ada", ["z-1"]],
    ["zenodo.2", ["z-2"]],
    ["mud", ["z-1"]],
    ["dfg", ["z-2"]],
    ["nothing of it", []],
    ["<script>", []],
  ])("finds by the words %s", (words, expected) => {
    expect(found(writeQuery({ ...NOTHING, words }))).toEqual(expected);
  });

  it("takes any of the values of one facet, and each of the facets", () => {
    expect(found("#year=2026&year=2024")).toEqual(["z-1", "z-2", "z-3"]);
    expect(found("#year=2026&type=dataset")).toEqual(["z-1"]);
    expect(found("#person=Gau%C3%9F%2C+Carl+Friedrich&grant=DFG+7")).toEqual(["z-2"]);
    expect(found("#year=1999")).toEqual([]);
  });

  it("is in the address, and read back from it", () => {
    const query = toggled({ ...NOTHING, words: " a&b=c#d " }, "person", "Ørsted, Hans", true);
    const read = readQuery(writeQuery(query));
    expect(read).toEqual({ ...query, words: "a&b=c#d" });
    expect(writeQuery(NOTHING)).toBe("");
    expect(toggled(read, "person", "Ørsted, Hans", false).chosen.person).toEqual([]);
  });
});

describe("counts", () => {
  it("say how many each value would leave, its own facet put aside", () => {
    expect(counts("#year=2024").year).toEqual([
      { value: "2026", count: 2 },
      { value: "2024", count: 1 },
    ]);
    expect(counts("#year=2026").type).toEqual([
      { value: "dataset", count: 1 },
      { value: "software", count: 1 },
    ]);
  });

  it("count a person once a record, and nobody who is not there", () => {
    expect(counts("").person).toContainEqual({ value: "Ørsted, Hans", count: 1 });
    expect(counts("").person).toHaveLength(3);
  });

  it("keep in sight what is chosen and fits nothing", () => {
    expect(counts("#q=cafe&type=software").type).toContainEqual({ value: "software", count: 0 });
  });
});

it("five thousand records are searched at once", () => {
  const [first] = INDEX.records;
  if (!first) throw new Error("none");
  const records = Array.from({ length: 5000 }, (_, n) => [`z-${n}`, ...first.slice(1)] as never);
  const many = entriesOf({ ...INDEX, records });
  const query = readQuery("#q=sediment+lovelace&year=2026");
  expect(search(many, query).entries).toHaveLength(5000);
});
