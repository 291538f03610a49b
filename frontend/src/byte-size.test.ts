import { expect, it } from "vitest";
import { byteSize } from "./byte-size.ts";

it.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1000, "1 kB"],
  [1_550_000, "1.6 MB"],
  [999_940_000, "999.9 MB"],
  [999_960_000, "1 GB"],
  [1_500_000_000_000_000, "1,500 TB"],
  [50_000_000_000, "50 GB"],
])("%i bytes are written %s", (bytes, words) => {
  expect(byteSize(bytes)).toBe(words);
});
