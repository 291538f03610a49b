import { expect, test } from "vitest";
import { fileOf } from "../../test/files.ts";
import { sourceOf } from "./source.ts";

test("a file is read a part at a time", async () => {
  const source = sourceOf(new File(["abcdef"], "a.txt", { type: "text/plain" }));

  const part = await source.part(2, 5);

  expect(await part.text()).toBe("cde");
  expect([source.size, source.type]).toEqual([6, "text/plain"]);
});

test("what is a source already stays the one it is", () => {
  const source = sourceOf(fileOf(10));
  expect(sourceOf(source)).toBe(source);
});
