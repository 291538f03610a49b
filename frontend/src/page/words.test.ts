import { expect, test } from "vitest";
import { wordsFrom } from "./words.ts";

const words = wordsFrom({
  files: "{n} files at {repository}",
  "files.one": "One file",
  repository: "Zenodo",
});

test("a count of one has a sentence of its own", () => {
  expect(words("files", { n: 1 })).toBe("One file");
  expect(words("files", { n: 2 })).toBe("2 files at Zenodo");
});

test("a sentence that the page lacks is a mistake, not a blank", () => {
  expect(() => words("nothing")).toThrow("no words for nothing");
});
