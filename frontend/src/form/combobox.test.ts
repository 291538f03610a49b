// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { FakeEnvironment } from "../../test/fake-environment.ts";
import { CREATORS, terms } from "../../test/form.ts";
import { keysAsWords, pageOf } from "../../test/page.ts";
import type { Suggested, Suggestion } from "../api.ts";
import { all, html, the } from "../page/elements.ts";
import { Combobox } from "./combobox.ts";
import { appendEntry } from "./entries.ts";
import { readTerms } from "./terms.ts";

const ADA = item("Ada Lovelace", { family_name: "Lovelace", given_name: "Ada" });
const ADAM = item("Adam Smith", { family_name: "Smith", given_name: "Adam" });
const GERMAN = item("German");

function item(label: string, values = {}): Suggestion {
  return { id: label.toLowerCase(), label, detail: "", values };
}

let environment: FakeEnvironment;
let answer: Suggested;
let spoken: string[];
let written: number;

beforeEach(() => {
  pageOf(`<form>${CREATORS}${terms("languages", "languages")}</form>`);
  Element.prototype.scrollIntoView = () => {};
  appendEntry(html("[data-group=creators]"));
  environment = new FakeEnvironment();
  answer = { items: [ADA, ADAM], notice: null };
  [spoken, written] = [[], 0];
  new Combobox(html("form"), {
    words: keysAsWords,
    speak: (sentence) => spoken.push(sentence),
    ask: async () => answer,
    written: () => {
      written += 1;
    },
    environment,
  });
});

function box(name: string): HTMLInputElement {
  return the(`.of-${name}`, HTMLInputElement);
}

async function type(name: string, text: string): Promise<HTMLInputElement> {
  const input = box(name);
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await environment.pass(300);
  return input;
}

/** Tells whether the key was used up. */
function press(input: HTMLElement, key: string): boolean {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  return !input.dispatchEvent(event);
}

function options(): (string | null)[] {
  return all("[role=option]", document).map(({ textContent }) => textContent);
}

function active(input: HTMLInputElement): string | null | undefined {
  const id = input.getAttribute("aria-activedescendant");
  return id === null ? null : document.getElementById(id)?.textContent;
}

test("typing shows suggestions, and how many there are is said", async () => {
  const input = await type("family_name", "ada");
  expect(options()).toEqual(["Ada Lovelace", "Adam Smith"]);
  expect(spoken).toEqual(["suggest.count n=2"]);
  expect([input.ariaExpanded, input.getAttribute("aria-controls")]).toEqual([
    "true",
    "suggestions",
  ]);
  expect(active(input)).toBeNull();
});

test("arrows go round in the list, Home and End to its edges, while the focus stays", async () => {
  const input = await type("family_name", "ada");
  const seen = ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "Home", "End"].map((key) => {
    expect(press(input, key)).toBe(true);
    return active(input);
  });
  const [ada, adam] = ["Ada Lovelace", "Adam Smith"];
  expect(seen).toEqual([ada, adam, ada, adam, ada, adam]);
  expect(document.activeElement).toBe(input);
});

test("without an option in sight, Home and End move in the text and Enter takes nothing", async () => {
  const input = await type("family_name", "ada");
  expect(["Home", "End", "Enter"].map((key) => press(input, key))).toEqual([false, false, false]);
  expect(input.value).toBe("ada");
});

test("Enter takes what is marked, fills the fields around and closes the list", async () => {
  const input = await type("family_name", "ada");
  press(input, "ArrowDown");
  expect(press(input, "Enter")).toBe(true);
  expect([input.value, box("given_name").value, options()]).toEqual(["Lovelace", "Ada", []]);
  expect([spoken.at(-1), written, input.ariaExpanded]).toEqual([
    "suggest.taken name=Ada Lovelace",
    1,
    "false",
  ]);
});

test("Tab takes it too, and goes on to the next field", async () => {
  const input = await type("family_name", "ada");
  press(input, "ArrowDown");
  expect(press(input, "Tab")).toBe(false);
  expect(input.value).toBe("Lovelace");
});

test("Escape closes the list and keeps what was typed; pressed again it means something else", async () => {
  const input = await type("family_name", "ada");
  expect(press(input, "Escape")).toBe(true);
  expect([options(), input.value]).toEqual([[], "ada"]);
  expect(press(input, "Escape")).toBe(false);
});

test("a press takes an option; leaving the box closes the list", async () => {
  await type("family_name", "ada");
  all("[role=option]", document)[1]?.click();
  expect(box("family_name").value).toBe("Smith");
  const input = await type("family_name", "ada");
  input.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  expect(options()).toEqual([]);
});

test("nothing found, or a source that is down, is said, and free text is fine", async () => {
  answer = { items: [], notice: null };
  await type("family_name", "zuse");
  expect(html(".suggest-note").textContent).toBe("suggest.none");
  answer = { items: [ADA], notice: "ORCID can't be asked." };
  await type("family_name", "lov");
  expect(html(".suggest-note").textContent).toBe("ORCID can't be asked.");
  expect(spoken.at(-1)).toBe("suggest.count n=1 ORCID can't be asked.");
});

test("one letter asks nothing", async () => {
  await type("family_name", "a");
  expect(options()).toEqual([]);
});

test("a term is chosen from the list, or typed as it stands there, and each only once", async () => {
  answer = { items: [GERMAN], notice: null };
  const input = await type("languages", "ger");
  press(input, "ArrowDown");
  press(input, "Enter");
  await type("languages", "german");
  expect(press(input, "Enter")).toBe(true);
  expect(readTerms(html("[data-field=languages]"))).toEqual([{ id: "german", label: "German" }]);
  expect(input.value).toBe("");
});

test("a word that no list holds is told where it stands, and not taken", async () => {
  answer = { items: [], notice: null };
  const input = await type("languages", "klingon");
  input.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  expect(html("[data-unlisted]").textContent).toBe("suggest.unlisted word=klingon");
  expect(readTerms(html("[data-field=languages]"))).toEqual([]);
});
