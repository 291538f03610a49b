import { expect, test } from "vitest";
import { listed } from "../../test/fake-desk.ts";
import type { ListedDeposit } from "./answers.ts";
import { counts, FIRST_WISH, wished } from "./listing.ts";
import { Rows } from "./row.ts";

const NAMES = {
  place: (key: string) => (key === "zenodo" ? "Zenodo" : key),
  invitation: (id: string) => (id === "1f" ? "Ada's cores" : ""),
};

const rows = (...all: ListedDeposit[]) => new Rows(NAMES).of(all);

const SOME = rows(
  listed("a", { title: "Über Schlick", created: "2026-11-03T10:00:00Z", bytes: 5 }),
  listed("b", { title: "Cores 10", state: "needs_attention", problem: "copy_differs" }),
  listed("c", { title: "Cores 9", state: "awaiting_approval", invitation: "1f", place: "sandbox" }),
);

function ids(change: Partial<typeof FIRST_WISH>, all = SOME): string {
  return wished(all, { ...FIRST_WISH, ...change })
    .map(({ id }) => id)
    .join("");
}

test("the newest is first, and of the same moment always the same one", () => {
  expect(ids({})).toBe("abc");
  expect(ids({}, [...SOME].reverse())).toBe("abc");
});

test("what is typed is looked for in title, invitation and repository, word by word", () => {
  expect(ids({ text: "uber" })).toBe("a");
  expect(ids({ text: "cores ADA" })).toBe("c");
  expect(ids({ text: "sandbox" })).toBe("c");
  expect(ids({ text: "cores snails" })).toBe("");
});

test("a state, a problem and a repository each leave what they mean", () => {
  expect(ids({ state: "needs_attention" })).toBe("b");
  expect(ids({ problem: true })).toBe("b");
  expect(ids({ place: "Zenodo" })).toBe("ab");
});

test("titles are ordered as people do, numbers by their value", () => {
  expect(ids({ sort: "title", descending: false })).toBe("cba");
});

test("by state, what waits for the curators comes first", () => {
  expect(ids({ sort: "state", descending: false })).toBe("cba");
});

test("states are counted over what is searched, whichever of them is chosen", () => {
  const found = counts(SOME, { ...FIRST_WISH, text: "cores", state: "draft" });
  expect([...found]).toEqual([
    ["needs_attention", 1],
    ["awaiting_approval", 1],
  ]);
});
