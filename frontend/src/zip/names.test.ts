import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isTakenAs } from "./names.ts";

interface Told {
  readonly name: string;
  readonly times?: number;
  /** The code of why the service refuses it; null if it does not. */
  readonly refused: string | null;
}

const TOLD = join(import.meta.dirname, "../../../tests/file_names.json");

it("names are taken and refused as the service does", () => {
  const names: readonly Told[] = JSON.parse(readFileSync(TOLD, "utf8"));
  expect(names.length).toBeGreaterThan(50);
  const isOther = ({ name, times, refused }: Told) =>
    isTakenAs(name.repeat(times ?? 1)) !== (refused === null);
  expect(names.filter(isOther)).toEqual([]);
});
