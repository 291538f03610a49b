// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { button, html } from "../page/elements.ts";
import type { FileSnapshot } from "../upload/uploads.ts";
import type { Offer } from "./offers.ts";
import { Unfinished } from "./unfinished.ts";

const PAGE = `<section id="section-files" tabindex="-1"><div id="unfinished" hidden><p></p>
  <button data-all="continue"></button><button data-all="again"></button></div></section>`;

let unfinished: Unfinished;
let acted: string[];

beforeEach(() => {
  pageOf(PAGE);
  acted = [];
  unfinished = new Unfinished(keysAsWords, (files, offer) => {
    acted.push(`${offer} ${files.map(({ path }) => path).join(" ")}`);
  });
});

function show(offers: Readonly<Record<string, Offer | null>>): void {
  const rest = {
    serverId: null,
    type: "",
    size: 1,
    sentBytes: 0,
    reason: null,
    changed: false,
    kept: false,
  };
  const files = Object.keys(offers).map(
    (path): FileSnapshot => ({ id: path, path, state: "waiting", ...rest }),
  );
  unfinished.show(files, ({ path }) => offers[path] ?? null);
}

test("one press goes on with all that can go on, and with nothing else", () => {
  show({ a: "continue", b: "choose", c: "continue", d: null });

  expect(html("#unfinished p").textContent).toBe("files.unfinished n=3");
  expect(button("[data-all=again]").hidden).toBe(true);
  button("[data-all=continue]").click();

  expect(acted).toEqual(["continue a c"]);
});

test("for a single file its own button is enough", () => {
  show({ a: "again", b: "continue" });
  expect(html("#unfinished").hidden).toBe(true);
});

test("when all go on, the focus is not lost with the button", () => {
  show({ a: "again", b: "again" });
  button("[data-all=again]").focus();
  button("[data-all=again]").click();
  show({ a: null, b: null });

  expect(acted).toEqual(["again a b"]);
  expect(document.activeElement).toBe(html("#section-files"));
});
