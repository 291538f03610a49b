import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";

const HERE = import.meta.dirname;
const IMPORT = /^(?:import|export)\b[^;]*?"(\.[^"]+\.ts)"|import\("(\.[^"]+\.ts)"\)/gm;

/** Of types as well, and what is loaded when it is wanted: all of it has to be read to understand. */
function importsOf(file: string): string[] {
  const found = readFileSync(file, "utf8").matchAll(IMPORT);
  return [...found].map(([, first, later]) => resolve(dirname(file), first ?? later ?? ""));
}

test("nothing imports what imports it", () => {
  const names = readdirSync(HERE, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => /(?<!\.test|\.d)\.ts$/.test(name));
  const left = new Map(files.map((name) => [join(HERE, name), importsOf(join(HERE, name))]));
  expect([...left.values()].flat().length).toBeGreaterThan(200);
  // What imports nothing that is left is in no circle: it goes, until nothing goes any more.
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [file, imports] of left)
      if (!imports.some((one) => left.has(one))) left.delete(file);
  }
  expect([...left.keys()]).toEqual([]);
});
