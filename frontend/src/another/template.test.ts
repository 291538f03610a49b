import { expect, test } from "vitest";
import { FakeStore } from "../../test/fake-store.ts";
import { forgetAnother, keepForAnother, keptForAnother } from "./template.ts";

test("people, licence, funding and keywords are kept; what is of this one deposit is not", () => {
  const store = new FakeStore();
  const people = [{ family_name: "Lovelace" }];
  keepForAnother(store, {
    title: "Cores",
    description: "…",
    dates: [{ date: "2026" }],
    agreement: true,
    creators: people,
    licence: "mit",
    keywords: ["mud"],
    funding: [{ funder: "DFG" }],
  });
  expect(Object.keys(keptForAnother(store))).toEqual([
    "creators",
    "licence",
    "keywords",
    "funding",
  ]);
  forgetAnother(store);
  expect(keptForAnother(store)).toEqual({});
});
