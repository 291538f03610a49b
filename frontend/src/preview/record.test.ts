// @vitest-environment happy-dom
import { expect, test } from "vitest";
import type { Preview } from "../api.ts";
import { drawRecord } from "./record.ts";

const RECORD: Preview = {
  title: "Sediment <cores>",
  resource_type: "Dataset",
  publication_date: "2026-11",
  version: "",
  access: "Anyone can download the files.",
  description_html: "<p>Grain <b>sizes</b></p>",
  creators: [{ name: "Lovelace, Ada", orcid: "0000-0002-1825-0097", affiliations: ["A", "B"] }],
  sections: [
    {
      heading: "Related work",
      rows: [
        { label: "Paper", value: "10.1/x", link: "https://doi.org/10.1/x", note: "supplement" },
        { label: "Odd", value: "here", link: "javascript:alert(1)", note: null },
      ],
    },
  ],
  citations: [],
  bibtex: "",
  spam: null,
  warnings: [],
};

const NONE = { heading: "Files", files: [] };
const FILES = { heading: "Files", files: [{ path: "a<b>.csv", size: 2000 }] };

function drawn(): HTMLElement {
  const place = document.createElement("article");
  drawRecord(place, RECORD, FILES);
  return place;
}

test("the record is drawn from text, and only the description holds markup", () => {
  const place = drawn();
  expect(place.querySelector("h3")?.textContent).toBe("Sediment <cores>");
  expect(place.querySelector(".record-kind")?.textContent).toBe("Dataset · 2026-11");
  expect(place.querySelector(".rich-text b")?.textContent).toBe("sizes");
});

test("a link opens elsewhere, and what is no web address is none", () => {
  const links = [...drawn().querySelectorAll("dl a")];
  expect(links.map((link) => link.getAttribute("href"))).toEqual(["https://doi.org/10.1/x"]);
  expect(links[0]?.getAttribute("target")).toBe("_blank");
});

test("a day is written out in a sentence, and rows alike are named once to the eye", () => {
  const place = document.createElement("article");
  const rows = ["A", "B"].map((value) => ({ label: "Creators", value, link: null, note: null }));
  const access = "Anyone can download the files from 2027-06-30 on.";
  drawRecord(place, { ...RECORD, access, sections: [{ heading: "People", rows }] }, NONE);
  expect(place.querySelector(".record-access")?.textContent).not.toContain("2027-06-30");
  const labels = [...place.querySelectorAll("dt")].map(({ className }) => className);
  expect(labels).toEqual(["", "unseen"]);
});

test("the files are listed with their sizes, as text", () => {
  expect(drawn().querySelector(".record-files")?.textContent).toBe("a<b>.csv 2 kB");
  const place = document.createElement("article");
  drawRecord(place, RECORD, NONE);
  expect(place.querySelector(".record-files")).toBeNull();
});
