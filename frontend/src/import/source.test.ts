import { expect, test } from "vitest";
import { isLikelyMetadata } from "./likely.ts";
import { typedSource } from "./source.ts";

test("a DOI is found however it is written", () => {
  const doi = "10.5281/zenodo.1234567";
  for (const text of [doi, `https://doi.org/${doi}`, `doi:${doi}.`, `see (${doi})`]) {
    expect(typedSource(text)).toEqual({ kind: "doi", doi });
  }
});

test("a record's page stands for its DOI", () => {
  const doi = "10.5281/zenodo.77";
  expect(typedSource("https://zenodo.org/records/77#files")).toEqual({ kind: "doi", doi });
});

test("the link of an earlier deposit is told from a DOI", () => {
  const link = "https://data.example/#submission=a1&key=k-10.5281/x";
  expect(typedSource(link)).toEqual({ kind: "deposit", id: "a1", key: "k-10.5281/x" });
  expect(typedSource("Sediment cores")).toEqual({ kind: "none" });
});

test("files that describe data are known by their names, and large ones are not read", () => {
  const names = ["CITATION.cff", ".zenodo.json", "ro-crate-metadata.json", "META_x.json"];
  expect(names.every((name) => isLikelyMetadata({ name, size: 10 }))).toBe(true);
  expect(isLikelyMetadata({ name: "cores.csv", size: 10 })).toBe(false);
  expect(isLikelyMetadata({ name: "codemeta.json", size: 5e6 })).toBe(false);
});
