// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { keysAsWords, pageOf } from "../../test/page.ts";
import type { DepositForm } from "../form/deposit-form.ts";
import { readScope, writeScope } from "../form/values.ts";
import { button, html } from "../page/elements.ts";
import { putPeople } from "../people/group.ts";
import type { Metadata } from "../submission.ts";
import { fillIn } from "./filled.ts";
import { fitted } from "./fitting.ts";
import { heldFields } from "./held.ts";

const PAGE = `<div data-entry id="form">
  <div data-field="title" data-kind="line"><label class="label">Title</label><input id="title"></div>
  <div data-field="type" data-kind="choice"><label class="label">Type</label>
    <select><option value="dataset" selected></option><option value="software"></option></select></div>
  <fieldset data-field="people" data-kind="group"><legend class="label">People</legend>
    <div data-group="people" data-required>
      <ol data-entries></ol>
      <template data-entry-template><li data-entry>
        <div data-field="kind" data-kind="choice"><select><option value="person" selected></option></select></div>
        <div data-field="name" data-kind="line"><input></div>
      </li></template>
    </div></fieldset>
  <div data-field="words" data-kind="keywords"><label class="label">Words</label>
    <ul data-chip-list></ul><input data-chip-input>
    <template data-chip><li class="chip"><button data-chip-edit></button></li></template></div>
  <div data-field="agreement" data-kind="agreement"><input type="checkbox"></div>
</div>
<div id="filled" hidden><p></p><button data-undo></button><button data-hide></button></div>`;

let form: HTMLElement;
let changes: number;
let isBegun: boolean;

beforeEach(() => {
  pageOf(PAGE);
  form = html("#form");
  [changes, isBegun] = [0, false];
  writeScope(form, { people: [{}] });
});

function desk() {
  const filled = {
    element: form,
    set values(values: Metadata) {
      writeScope(form, values);
    },
  } as DepositForm;
  const changed = () => {
    changes += 1;
  };
  const api = () => Promise.reject(new Error("Nobody asks"));
  return { words: keysAsWords, form: filled, changed, isBegun: () => isBegun, api };
}

test("presets and an entry of nothing but presets are nothing of the depositor's", () => {
  const untouched = heldFields(form).filter((field) => field.isUntouched);
  expect(untouched.map(({ name }) => name)).toEqual(["title", "type", "people", "words"]);
  expect(heldFields(form).map(({ value }) => value)).toEqual(["", "dataset", [], []]);
});

test("a list with words in it is the depositor's, though the box beside it is blank", () => {
  writeScope(form, { words: ["mud"] });
  const [words] = heldFields(form).filter(({ name }) => name === "words");
  expect(words).toMatchObject({ value: ["mud"], isUntouched: false });
});

test("nobody agrees for the depositor", () => {
  const { values } = fitted(form, { agreement: true, title: "Cores" });
  expect(values).toEqual({ title: "Cores" });
});

test("a choice that is not there, a part that is not there and a wrong shape are left out and told", () => {
  const { values, left } = fitted(form, {
    type: "spaceship",
    title: { toString: "x" },
    people: [{ name: "Ada", fax: "1" }, "Grace"],
  });
  expect(values).toEqual({ people: [{ kind: "person", name: "Ada" }] });
  expect(left.map(({ what }) => what).sort()).toEqual([
    "people.0.fax",
    "people.1",
    "title",
    "type",
  ]);
});

test("an entry of nothing but choices is none", () => {
  expect(
    fitted(form, { people: [{ kind: "person" }, { kind: "person", name: " " }] }).values,
  ).toEqual({});
});

test("hostile text is text: one line, without signs that turn it round", () => {
  const title = 'a<script>alert(1)</script>\n\u202Eevil"';
  expect(fitted(form, { title }).values.title).toBe('a<script>alert(1)</script> evil"');
  writeScope(form, fitted(form, { title }).values);
  expect(form.querySelector("script")).toBeNull();
});

test("one press takes out what was filled in, one more brings it back", () => {
  writeScope(form, { title: "Mine" });
  fillIn(desk(), { title: "Theirs", people: [{ name: "Ada" }] }, { sentence: "Filled" });
  expect(readScope(form)).toMatchObject({ title: "Theirs", people: [{ name: "Ada" }] });
  button("[data-undo]").click();
  expect(readScope(form)).toMatchObject({ title: "Mine", people: [{ name: "" }] });
  button("[data-undo]").click();
  expect(readScope(form)).toMatchObject({ title: "Theirs", people: [{ name: "Ada" }] });
  expect([changes, html("#filled").hidden]).toEqual([3, false]);
});

test("what a link fills in is saved only once something was done", () => {
  fillIn(desk(), { title: "Theirs" }, { sentence: "Filled", isTheirs: false });
  expect(changes).toBe(0);
  isBegun = true;
  button("[data-undo]").click();
  expect(changes).toBe(1);
});

test("of many people three are named, and how many more there are is told", () => {
  const people = ["Ada", "Grace", "Alan", "Edsger", "Barbara"].map((name) => ({ name }));
  putPeople(desk(), "people", { people, way: "add" });
  expect(html("#filled p").textContent).toBe("people.added.many n=5 names=Ada, Grace, Alan more=2");
});
