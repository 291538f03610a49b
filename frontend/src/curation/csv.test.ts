import { expect, test } from "vitest";
import { csvOf } from "./csv.ts";

test("a table gives a spreadsheet no formula", () => {
  expect(csvOf([["=1+1", 'a "b", c']])).toBe(`'=1+1,"a ""b"", c"\r\n`);
  expect(csvOf([["mud;=1+1;x"]])).toBe("mud;'=1+1;x\r\n");
});
