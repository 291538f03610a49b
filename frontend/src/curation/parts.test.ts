import { expect, test } from "vitest";
import { joined, nextOf } from "./parts.ts";

function answer(link: string): Response {
  return new Response("", { headers: { Link: link } });
}

test("the next answer is of the same path, whatever host its address names", () => {
  const elsewhere = answer('<https://elsewhere.example/steal?before=x~y>; rel="next"');
  expect(nextOf(elsewhere, "/log.csv")).toBe("/log.csv?before=x~y");
  expect(nextOf(new Response(""), "/log.csv")).toBeNull();
});

test("lists of JSON become one list", async () => {
  const type = { type: "application/json" };
  const parts = [
    new Blob(['{"entries": [1, 2], "next": "x"}'], type),
    new Blob(['{"entries": [3], "next": null}'], type),
  ];
  expect(JSON.parse(await (await joined(parts)).text())).toEqual({ entries: [1, 2, 3] });
});
