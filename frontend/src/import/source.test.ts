// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { pageOf } from "../../test/page.ts";
import { isLikelyMetadata } from "./likely.ts";
import { typedSource } from "./source.ts";

const RECORDS = { "zenodo.org": "10.5281/zenodo.", "data.example": "10.4711/" };

test("a DOI is found however it is written", () => {
  const doi = "10.5281/zenodo.1234567";
  for (const text of [doi, `https://doi.org/${doi}`, `doi:${doi}.`, `see (${doi})`]) {
    expect(typedSource(text, RECORDS)).toEqual({ kind: "doi", doi });
  }
});

test("a record's page stands for its DOI, at each repository that the page knows", () => {
  for (const [link, doi] of [
    ["https://zenodo.org/records/77#files", "10.5281/zenodo.77"],
    ["https://zenodo.org/communities/mud/records/77", "10.5281/zenodo.77"],
    ["https://data.example/records/ab1c2-3de45?preview=1", "10.4711/ab1c2-3de45"],
  ] as const) {
    expect(typedSource(link, RECORDS)).toEqual({ kind: "doi", doi });
  }
  expect(typedSource("https://else.example/records/77", RECORDS)).toEqual({ kind: "none" });
});

test("the link of an earlier deposit is told from a DOI", () => {
  const link = "https://data.example/#submission=a1&key=k-10.5281/x";
  expect(typedSource(link, RECORDS)).toEqual({ kind: "deposit", id: "a1", key: "k-10.5281/x" });
  expect(typedSource("Sediment cores", RECORDS)).toEqual({ kind: "none" });
});

test("files that describe data are known by their names, and large ones are not read", () => {
  pageOf(
    '<dialog id="import" data-likely="CITATION.cff META_*.json *.cff codemeta.json"></dialog>',
  );
  const names = ["CITATION.cff", "codemeta.json", "cores.CFF", "META_x.json"];
  expect(names.every((name) => isLikelyMetadata({ name, size: 10 }))).toBe(true);
  expect(isLikelyMetadata({ name: "cores.csv", size: 10 })).toBe(false);
  expect(isLikelyMetadata({ name: "codemeta.json", size: 5e6 })).toBe(false);
});
