// @vitest-environment happy-dom
import { beforeEach, expect, it } from "vitest";
import { keysAsWords, pageOf } from "../../test/page.ts";
import type { CuratedDeposit } from "./answers.ts";
import { RecordPart } from "./record-part.ts";

beforeEach(() => {
  pageOf(`<section id="one-advice"><h2 id="one-advice-heading"></h2>
    <div id="one-spam"><ul></ul></div><div id="one-look"><ul></ul></div></section>
    <p id="one-clean"></p><p id="one-points"></p><article id="one-record"></article>
    <p id="one-record-away"><button type="button" id="one-record-again"></button></p>`);
});

function at(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement;
}

function shown(state: string, messages: readonly string[]): Promise<void> {
  const warnings = messages.map((message) => ({ field: "description", message }));
  const counted = { points: 7, message: "about 7" };
  const preview = { warnings, spam: counted };
  const curated = { submission: { id: "a", state }, preview, spam: [] };
  return new RecordPart(keysAsWords, async () => () => {}).show(
    curated as unknown as CuratedDeposit,
  );
}

it("tells what is worth another look while that can be mended", async () => {
  await shown("awaiting_approval", ["Description: This is very short."]);

  expect(at("one-advice").hidden).toBe(false);
  expect(at("one-look").textContent).toBe("Description: This is very short.");
});

it("says so where nothing stands out", async () => {
  await shown("awaiting_approval", []);

  expect([at("one-advice").hidden, at("one-clean").hidden]).toEqual([true, false]);
});

it("tells what the spam check would count, also where nothing counts against it", async () => {
  await shown("awaiting_approval", []);

  expect(at("one-points").textContent).toBe("about 7");
  expect(at("one-points").hidden).toBe(false);
});

it.each(["published", "cancelled", "expired"])(
  "asks for no other look once it is %s",
  async (state) => {
    await shown(state, ["Description: This is very short."]);

    expect([at("one-advice").hidden, at("one-clean").hidden]).toEqual([true, true]);
    expect(at("one-points").hidden).toBe(true);
  },
);
