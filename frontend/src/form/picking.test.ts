// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { CREATORS, group, kept, line } from "../../test/form.ts";
import { pageOf } from "../../test/page.ts";
import { html } from "../page/elements.ts";
import { appendEntry } from "./entries.ts";
import { fillScope, typedOver } from "./picking.ts";
import { fieldNamed } from "./scope.ts";
import { readScope, writeScope } from "./values.ts";

const GRANTS = group("funding", {
  parts:
    line("funder", { marks: 'data-vocabulary="funders"' }) +
    line("award", { marks: 'data-vocabulary="awards"' }) +
    line("award_number") +
    kept("award_id"),
  aside: line("funder_ror", { marks: "data-aside data-id" }, "ror"),
});

const ADA = {
  family_name: "Lovelace",
  given_name: "Ada",
  orcid: "0000-0002-1825-0097",
  affiliations: [{ name: "Navy", ror: "05a28rw58" }],
};
const GRACE = { family_name: "Hopper", given_name: "Grace", affiliations: [{ name: "Yale" }] };
const GRANT = {
  award: "Tides",
  award_number: "42",
  award_id: "00k4n6c32::42",
  funder: "Forschung",
  funder_ror: "00k4n6c32",
};

let creator: HTMLElement;
let grant: HTMLElement;

beforeEach(() => {
  pageOf(`<form>${CREATORS}${GRANTS}</form>`);
  creator = appendEntry(html("[data-group=creators]"));
  grant = appendEntry(html("[data-group=funding]"));
});

function field(scope: HTMLElement, name: string): HTMLElement {
  return fieldNamed(scope, name) ?? scope;
}

function pick(scope: HTMLElement, values: object, name: string): void {
  fillScope(scope, values as Record<string, unknown>, field(scope, name));
}

test("a person fills name, ORCID iD and affiliation", () => {
  pick(creator, ADA, "family_name");
  expect(readScope(creator)).toEqual({ ...ADA, role: "" });
});

test("affiliations that were typed stay, and none is there twice", () => {
  writeScope(creator, { affiliations: [{ name: "navy", ror: "" }, { name: "My own" }] });
  pick(creator, ADA, "family_name");
  expect(readScope(creator).affiliations).toEqual([
    { name: "navy", ror: "05a28rw58" },
    { name: "My own", ror: "" },
  ]);
});

test("another person takes the first one's ORCID iD and affiliation away", () => {
  pick(creator, ADA, "family_name");
  pick(creator, GRACE, "family_name");
  expect(readScope(creator)).toMatchObject({
    family_name: "Hopper",
    orcid: "",
    affiliations: [{ name: "Yale" }],
  });
});

test("what was changed by hand since is a person's own", () => {
  pick(creator, ADA, "family_name");
  const [affiliation] = creator.querySelectorAll<HTMLElement>("[data-entry]");
  writeScope(affiliation ?? creator, { name: "Royal Navy" });
  pick(creator, GRACE, "family_name");
  expect(readScope(creator).affiliations).toMatchObject([{ name: "Royal Navy" }, { name: "Yale" }]);
});

test("a name that is typed over loses the id that came with it", () => {
  pick(creator, ADA, "family_name");
  expect(typedOver(field(creator, "family_name"))).toBe(true);
  expect(readScope(creator)).toMatchObject({ orcid: "", given_name: "Ada" });
  const [affiliation] = creator.querySelectorAll<HTMLElement>("[data-entry]");
  typedOver(field(affiliation ?? creator, "name"));
  expect(readScope(affiliation ?? creator)).toEqual({ name: "Navy", ror: "" });
});

test("an id that was typed stays when the name is typed", () => {
  writeScope(creator, { orcid: ADA.orcid });
  expect(typedOver(field(creator, "family_name"))).toBe(false);
  expect(readScope(creator).orcid).toBe(ADA.orcid);
});

test("a grant fills its funder, and each name has its own id", () => {
  pick(grant, GRANT, "award");
  expect(readScope(grant)).toEqual(GRANT);
  typedOver(field(grant, "award"));
  expect(readScope(grant)).toEqual({ ...GRANT, award_id: "" });
  typedOver(field(grant, "funder"));
  expect(readScope(grant)).toMatchObject({ funder_ror: "", award_number: "42" });
});

test("what was picked on another day loses the id that nobody sees", () => {
  writeScope(grant, GRANT);
  typedOver(field(grant, "funder"));
  expect(readScope(grant)).toEqual(GRANT);
  typedOver(field(grant, "award"));
  expect(readScope(grant)).toEqual({ ...GRANT, award_id: "" });
});
