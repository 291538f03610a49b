import { expect, test } from "vitest";
import { movedIntoFragment, onlyLink, parametersOf } from "./parameters.ts";

const KINDS = new Map([
  ["title", "line"],
  ["keywords", "keywords"],
  ["languages", "terms"],
  ["creators", "group"],
]);

function read(text: string) {
  return parametersOf(new URLSearchParams(text), KINDS);
}

test("plain fields are text, lists are split, groups are JSON", () => {
  const { values } = read('title=Cores&keywords=mud, sand&creators=[{"family_name":"Ada"}]');
  const creators = [{ family_name: "Ada" }];
  expect(values).toEqual({ title: "Cores", keywords: ["mud", "sand"], creators });
});

test("the link's own secret and unknown names are no values", () => {
  const { values } = read("invitation=s&key=k&__proto__=x&agreement=true&constructor=y");
  expect(Object.keys(values)).toEqual([]);
});

test("what is too long, or no JSON, is not taken", () => {
  expect(read(`title=${"x".repeat(20_001)}&creators=[{`).values).toEqual({});
  expect(read('creators={"family_name":"Ada"}').values).toEqual({});
});

test("a DOI is to be read, not a value", () => {
  expect(read("doi=10.1/x")).toEqual({ values: {}, doi: "10.1/x" });
});

test("what came in the query stands in the fragment, but never a secret", () => {
  const moved = movedIntoFragment("#invitation=s&title=One", "?title=Two&keywords=a&key=k");
  expect(moved).toBe("#invitation=s&title=One&keywords=a");
  expect(onlyLink(moved)).toBe("#invitation=s");
});
