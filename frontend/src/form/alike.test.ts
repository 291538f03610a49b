import { expect, test } from "vitest";
import { added, isSameEntry, whoIs } from "./alike.ts";

const ADA = { type: "person", family_name: "Lovelace", given_name: "Ada" };

test("an id that both have decides, whatever they are called", () => {
  const orcid = "0000-0002-1825-0097";
  expect(isSameEntry({ ...ADA, orcid }, { family_name: "King", orcid })).toBe(true);
  expect(isSameEntry({ ...ADA, orcid }, { ...ADA, orcid: "0000-0001-0000-000X" })).toBe(false);
});

test("else the name does, in capitals or not", () => {
  expect(isSameEntry(ADA, { family_name: "LOVELACE", given_name: "ada " })).toBe(true);
  expect(isSameEntry(ADA, { ...ADA, given_name: "Byron" })).toBe(false);
  expect(isSameEntry({ name: "Navy", ror: "" }, { name: "navy", ror: "05a28rw58" })).toBe(true);
  expect(isSameEntry({ place: "Jade Bay" }, { place: "Jade Bay", latitude: "53" })).toBe(true);
  expect(isSameEntry({}, {})).toBe(false);
});

test("what is kept of the other kind makes nobody the same", () => {
  const station = { ...ADA, type: "organisation", name: "Station Three" };
  expect(isSameEntry(station, ADA)).toBe(false);
  expect([station, ADA].map(whoIs)).toEqual(["Station Three", "Ada Lovelace"]);
});

test("titles and texts of one kind are two if they say something else", () => {
  const text = { type: "methods", text: { format: "markdown", text: "A spade." } };
  expect(isSameEntry(text, { ...text, text: "A corer." })).toBe(false);
  expect(added([text], [{ ...text }, "x"])).toEqual([text, "x"]);
});

test("a term is its id, and a word is itself", () => {
  const terms = [{ id: "deu", label: "German" }];
  expect(added(terms, ["deu", { id: "deu", label: "Deutsch" }, "eng"])).toEqual([...terms, "eng"]);
  expect(added(["mud"], ["Mud", "sand"])).toEqual(["mud", "sand"]);
});
