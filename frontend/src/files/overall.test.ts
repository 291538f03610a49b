// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { button, html } from "../page/elements.ts";
import { PageTitle } from "../page/title.ts";
import type { FileSnapshot, UploadsSnapshot } from "../upload/uploads.ts";
import { Overall } from "./overall.ts";

const PAGE = `<section id="section-files" tabindex="-1"><div id="overall" hidden>
  <p class="overall-text"></p><button id="pause"><span></span></button><progress></progress>
  </div></section><p id="bar-upload" hidden></p><progress class="bar-progress"></progress>`;

const FILE: FileSnapshot = {
  id: "file-1",
  serverId: "server-1",
  path: "a.csv",
  type: "text/csv",
  size: 1000,
  state: "uploading",
  sentBytes: 250,
  reason: null,
  changed: false,
  kept: false,
};
const MOVING: UploadsSnapshot = {
  files: [FILE],
  totals: { bytes: 1000, sentBytes: 250, rate: 50, secondsLeft: 15 },
  busy: true,
  going: true,
  paused: false,
  stalled: false,
};

let overall: Overall;
let wishes: boolean[];

beforeEach(() => {
  pageOf(PAGE);
  document.title = "Deposit";
  wishes = [];
  overall = new Overall(keysAsWords, new PageTitle(), (paused) => wishes.push(paused));
});

function text(): string {
  return html(".overall-text").textContent ?? "";
}

test("while it moves, rate and time left are told, and it can be paused", () => {
  overall.show(MOVING);
  expect(text()).toContain("files.rate");
  expect(text()).toContain("files.left");
  expect(document.title).toBe("25 % – Deposit");

  button("#pause").click();
  expect(wishes).toEqual([true]);
});

test("what is paused says so everywhere, tells no rate, and can go on", () => {
  overall.show({ ...MOVING, paused: true });
  expect(text()).toMatch(/files.overall .* · files.held$/);
  expect(html("#bar-upload").textContent).toBe("25 % · files.held");
  expect(document.title).toBe("25 %, files.held – Deposit");
  expect(html("#pause span").textContent).toBe("files.resume");

  button("#pause").click();
  expect(wishes).toEqual([false]);
});

test("a line that carries nothing is told once aloud, with no time left", () => {
  overall.show({ ...MOVING, stalled: true });
  expect(text()).toMatch(/ · files.stalled$/);
  expect(html("#spoken").textContent).toBe("files.stalled");

  html("#spoken").textContent = "";
  overall.show({ ...MOVING, stalled: true });
  expect(html("#spoken").textContent).toBe("");
});

test("once all is sent there is nothing to pause, and the focus is not lost", () => {
  overall.show(MOVING);
  button("#pause").focus();
  const completing = { ...FILE, state: "completing", sentBytes: 1000 } as const;
  overall.show({ ...MOVING, files: [completing], totals: { ...MOVING.totals, sentBytes: 1000 } });

  expect(text()).toContain("files.completing");
  expect(button("#pause").hidden).toBe(true);
  expect(document.activeElement).toBe(html("#section-files"));
});

test("what another window sends is not this window's progress", () => {
  overall.show({ ...MOVING, files: [{ ...FILE, state: "elsewhere" }], going: false });
  expect(html("#overall").hidden).toBe(true);
  expect(document.title).toBe("Deposit");
});
