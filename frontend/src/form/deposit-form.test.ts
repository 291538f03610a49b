// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import {
  CREATORS,
  choice,
  formOf,
  group,
  keywords,
  line,
  section,
  terms,
} from "../../test/form.ts";
import { fieldsLookedAt } from "../../test/looks.ts";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { all, html, the } from "../page/elements.ts";
import { DepositForm } from "./deposit-form.ts";

const RELATED = group("related", { parts: choice("relation", ["cites"]) + line("identifier") });

const PAGE = formOf(
  [
    "work",
    section(
      "work",
      line("title", { marks: "data-needed" }) +
        choice("resource_type", ["dataset", "thesis"]) +
        keywords("keywords") +
        terms("languages", "languages"),
    ),
  ],
  ["people", section("people", CREATORS)],
  ["links", section("links", RELATED)],
  [
    "appeared",
    section(
      "appeared",
      line("university", { marks: 'data-when="resource_type" data-when-values="thesis" hidden' }),
    ),
  ],
);

const ADA = {
  family_name: "Lovelace",
  given_name: "Ada",
  orcid: "0000-0002-1825-0097",
  role: "",
  affiliations: [{ name: "Navy", ror: "" }],
};

let form: DepositForm;
let changes: number;

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  pageOf(PAGE);
  changes = 0;
  form = new DepositForm(keysAsWords, () => {
    changes += 1;
  });
  return () => vi.useRealTimers();
});

function people(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({ ...ADA, given_name: `Ada ${index}` }));
}

function input(selector: string): HTMLInputElement {
  return the(selector, HTMLInputElement);
}

/** How many fields are looked at while one letter is typed. */
function workOfAKey(selector: string): Promise<number> {
  const box = input(selector);
  box.value += "x";
  return fieldsLookedAt(() => box.dispatchEvent(new Event("input", { bubbles: true })));
}

test("what is written is read again, group in group", () => {
  const values = {
    title: "Cores",
    resource_type: "dataset",
    keywords: ["mud"],
    languages: [{ id: "deu", label: "German" }],
    creators: [ADA],
    related: [],
    university: "",
  };
  form.values = values;
  expect(form.values).toEqual(values);
});

test("a key costs as much with 100 creators and 200 keywords as in an empty form", {
  timeout: 30_000,
}, async () => {
  const empty = [await workOfAKey(".of-title"), await workOfAKey(".of-family_name")];
  const words = Array.from({ length: 200 }, (_, index) => `word ${index}`);
  form.values = { title: "", keywords: words, creators: people(100) };
  expect(await workOfAKey(".of-title")).toBe(empty[0]);
  // An entry's own fields, and the affiliation that it has now.
  expect(await workOfAKey(".of-family_name")).toBeLessThan((empty[1] ?? 0) + 10);
  expect(changes).toBe(4);
});

test("a section of which no field applies is hidden, and so is its link", () => {
  const link = the('a[href="#section-appeared"]', HTMLAnchorElement);
  expect([html("#section-appeared").hidden, link.parentElement?.hidden]).toEqual([true, true]);
  the(".of-resource_type", HTMLSelectElement).value = "thesis";
  html(".of-resource_type").dispatchEvent(new Event("input", { bubbles: true }));
  expect([html("#section-appeared").hidden, link.parentElement?.hidden]).toEqual([false, false]);
});

test("several entries written at once are one line each, with what tells them apart", () => {
  form.values = { creators: people(2) };
  const [first] = all("[data-entry][data-folded]", form.element);
  expect(html("[data-entry-title]", first).textContent).toBe(
    "entry.named n=1 name=Ada 0 Lovelace one=Creators",
  );
  expect(html("[data-entry-detail]", first).textContent).toBe("0000-0002-1825-0097 · Navy");
  expect(html("[data-entry-body]", first).hidden).toBe(true);
  html("[data-entry-edit]", first).click();
  expect(html("[data-entry-body]", first).hidden).toBe(false);
  expect(document.activeElement).toBe(html(".of-family_name", first));
});

test("an entry in which nothing was typed has no name", () => {
  html("[data-field=creators] > [data-group] > [data-entry-add]").click();
  const titles = all(
    "[data-field=creators] > div > ol > li > p > [data-entry-title]",
    form.element,
  );
  expect(titles.map(({ textContent }) => textContent)).toEqual([
    "entry.title n=1 name= one=Creators",
    "entry.title n=2 name= one=Creators",
  ]);
});

test("an entry that is filled in folds a moment after it was left, a single one never", () => {
  form.values = { creators: [ADA] };
  leave(html(".of-family_name"));
  expect(all("[data-folded]", form.element)).toEqual([]);
  html("[data-field=creators] > [data-group] > [data-entry-add]").click();
  const [first, second] = all("[data-field=creators] > div > ol > li", form.element);
  leave(html(".of-family_name", first));
  leave(html(".of-family_name", second));
  expect(all("[data-folded]", form.element)).toEqual([first]);
});

function leave(box: HTMLElement): void {
  box.focus();
  box.blur();
  vi.advanceTimersByTime(400);
}

test("what is meant is opened: its section, its entry, and what is seldom needed", () => {
  form.values = { creators: people(2) };
  html("#section-people [data-fold]").click();
  const role = html(".of-role");
  role.dispatchEvent(new Event("reveal", { bubbles: true }));
  expect(html("#section-people .part-body").hidden).toBe(false);
  expect(role.closest("[data-entry]")?.hasAttribute("data-folded")).toBe(false);
  expect(role.closest("details")?.open).toBe(true);
});

test("which section is folded, this device remembers", () => {
  html("#section-people [data-fold]").click();
  expect(html("#section-people .part-body").hidden).toBe(true);
  pageOf(PAGE);
  new DepositForm(keysAsWords, () => {});
  expect(html("#section-people .part-body").hidden).toBe(true);
  expect(html("#section-work .part-body").hidden).toBe(false);
});

test("moving an entry keeps the focus on the button and says its place", () => {
  form.values = { creators: people(3) };
  const up = all("[data-field=creators] > div > ol > li > [data-entry-up]", form.element)[2];
  up?.focus();
  up?.click();
  expect(document.activeElement).toBe(up);
  expect(html("#spoken").textContent).toBe(
    "entry.moved one=Creators n=2 name=Ada 2 Lovelace  all=3",
  );
  expect((form.values.creators as { given_name: string }[])[1]?.given_name).toBe("Ada 2");
});

test("a term is taken away by its button, which says its name", () => {
  form.values = { languages: [{ id: "deu", label: "German" }, "eng"] };
  const [remove] = all("[data-chip-remove]", html("[data-field=languages]"));
  expect(remove?.ariaLabel).toBe("chip.remove word=German");
  remove?.click();
  expect(form.values.languages).toEqual([{ id: "eng", label: "eng" }]);
});

test("whoever counts along hears of what was written without typing", () => {
  let heard = 0;
  html("form").addEventListener("written", () => {
    heard += 1;
  });
  form.values = { title: "Cores" };
  form.written(html("[data-group=creators] [data-entry]"));
  expect(heard).toBe(2);
});

test("an entry that was added is ready to be typed in, whatever stands before its first text", () => {
  html("[data-field=related] > [data-group] > [data-entry-add]").click();
  expect(document.activeElement).toBe(html(".of-identifier"));
});
