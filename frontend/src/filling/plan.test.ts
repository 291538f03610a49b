import { expect, test } from "vitest";
import type { Held } from "./held.ts";
import { isPaper } from "./paper.ts";
import { chosen, planOf, type Way } from "./plan.ts";

function held(name: string, value: unknown, more: Partial<Held> = {}): Held {
  return { name, label: name, kind: "line", value, isUntouched: false, ...more };
}

const LIST = { kind: "keywords" };

test("a blank field is filled in unless that is unticked", () => {
  const { offers } = planOf({ title: "Cores" }, [held("title", "", { isUntouched: true })]);
  expect(chosen(offers, new Map())).toEqual({ title: "Cores" });
  expect(chosen(offers, new Map([["title", "keep"]]))).toEqual({});
});

test("what was typed stays unless somebody chooses otherwise", () => {
  const { offers } = planOf({ title: "Theirs" }, [held("title", "Mine")]);
  expect(chosen(offers, new Map())).toEqual({});
  expect(chosen(offers, new Map([["title", "take"]]))).toEqual({ title: "Theirs" });
});

test("a list can be added to, and what it holds already is not added again", () => {
  const { offers } = planOf({ words: ["Mud", "sand"] }, [held("words", ["mud"], LIST)]);
  expect(offers[0]?.ways).toEqual(["keep", "add", "take"]);
  expect(chosen(offers, new Map<string, Way>([["words", "add"]]))).toEqual({
    words: ["mud", "sand"],
  });
});

test("a person is the same by ORCID iD, else by name", () => {
  const ada = { type: "person", given_name: "Ada", family_name: "Lovelace" };
  const old = [
    { ...ada, orcid: "0000-0002-1825-0097" },
    { ...ada, given_name: "Grace" },
  ];
  const fresh = [
    { type: "person", family_name: "King", orcid: "0000-0002-1825-0097" },
    { family_name: "LOVELACE", given_name: "grace", type: "person" },
    { type: "person", family_name: "Hopper" },
  ];
  const { offers } = planOf({ people: fresh }, [held("people", old, { kind: "group" })]);
  const values = chosen(offers, new Map<string, Way>([["people", "add"]]));
  expect(values.people).toEqual([...old, fresh[2]]);
});

test("what says the same is not asked about, blank parts aside", () => {
  const people = [{ type: "person", family_name: "Lovelace", orcid: "", affiliations: [] }];
  const fields = [held("people", people, { kind: "group" })];
  const plan = planOf({ people: [{ family_name: "Lovelace", type: "person" }] }, fields);
  expect([plan.offers, plan.same]).toEqual([[], ["people"]]);
});

test("what this form does not ask for is told", () => {
  expect(planOf({ journal: "Nature", empty: "" }, [held("title", "")]).unasked).toEqual([
    "journal",
  ]);
});

test("of a paper only what data share with it is taken unless somebody chooses otherwise", () => {
  const fields = ["title", "publication_date", "creators", "related"].map((name) =>
    held(name, "", { isUntouched: true }),
  );
  const values = { title: "Paper", publication_date: "2019", creators: ["Ada"], related: ["doi"] };
  const { offers } = planOf(values, fields, true);
  expect(chosen(offers, new Map())).toEqual({ creators: ["Ada"], related: ["doi"] });
  expect(chosen(offers, new Map([["title", "take"]]))).toMatchObject({ title: "Paper" });
});

test("a paper is what a DOI says it is, unless the form is for one of its kind", () => {
  const values = { resource_type: "publication-article" };
  const read = { format: "crossref", values, not_understood: [] };
  expect(isPaper(read, "dataset")).toBe(true);
  expect(isPaper(read, "publication-article")).toBe(false);
  expect(isPaper({ ...read, format: "zenodo" }, "dataset")).toBe(false);
  expect(isPaper({ ...read, values: { resource_type: "dataset" } }, "software")).toBe(false);
  const left = [{ what: "resource_type", value: "publication-article" }];
  expect(isPaper({ ...read, values: {}, not_understood: left }, undefined)).toBe(true);
});
