import { expect, test } from "vitest";
import { csvOf } from "./csv.ts";

test("a table gives a spreadsheet no formula", () => {
  expect(csvOf([["=1+1", 'a "b", c']])).toBe(`'=1+1,"a ""b"", c"\r\n`);
  expect(csvOf([["mud;=1+1;x"]])).toBe("mud;'=1+1;x\r\n");
  for (const unseen of ["", "\u3000", "\v", "\ufeff", "\u200b", "\u00a0"]) {
    expect(csvOf([[`${unseen}=1`]])).toBe(`${unseen}'=1\r\n`);
    expect(csvOf([[`mud;${unseen}=1`]])).toBe(`mud;${unseen}'=1\r\n`);
  }
  for (const end of ["\u2028", "\v", "\u0085"]) {
    expect(csvOf([[`mud${end}=1`]])).toBe(`mud${end}'=1\r\n`);
  }
  expect(csvOf([["a-b = c"]])).toBe("a-b = c\r\n");
});
