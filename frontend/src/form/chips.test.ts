import { expect, test } from "vitest";
import { splitWords } from "./chips.ts";

test("a pasted list becomes several keywords", () => {
  expect(splitWords("tidal flats,  sediment ;Wadden  Sea\nmud")).toEqual([
    "tidal flats",
    "sediment",
    "Wadden Sea",
    "mud",
  ]);
});

test("separators alone are no keyword", () => {
  expect(splitWords(" , ;")).toEqual([]);
});
