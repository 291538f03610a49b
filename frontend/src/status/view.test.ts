// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { submissionOf } from "../../test/fake-submission.ts";
import { keysAsWords, pageOf } from "../../test/page.ts";
import { PageTitle } from "../page/title.ts";
import type { Repository } from "../submission.ts";
import { StatusView } from "./view.ts";

const PAGE = `<div id="status">
  <p id="practice" hidden>Practice: <b data-repository>Zenodo</b></p>
  <p id="work"></p><h1 id="heading"></h1><p id="sentence"></p>
  <section id="attention"><p id="attention-text"></p></section>
  <ol id="steps"></ol><progress id="copied"></progress>
  <section id="doi"><code id="doi-value"></code><p id="doi-note"></p></section>
  <p id="outward"><a id="record"></a><a id="preview"></a><a id="review"></a></p>
  <section id="checks"><p id="checks-note"></p><table><tbody></tbody></table></section>
  <template id="check-row"><div><b class="check-path"></b><i class="number"></i>
    <i data-verdict></i><code></code></div></template>
  <p id="expires"></p><ol id="timeline"></ol>
  <template id="moment"><li><time></time> <span></span><blockquote></blockquote></li></template>
  <section id="said"><h2 id="said-heading"></h2><blockquote></blockquote></section>
</div>`;

let view: StatusView;

beforeEach(() => {
  pageOf(PAGE);
  view = new StatusView(keysAsWords, new PageTitle());
});

function at(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement;
}

function link(id: string): string | null {
  return at(id).hidden ? null : at(id).getAttribute("href");
}

function published(repository: Partial<Repository>): void {
  const state = "published" as const;
  view.show(submissionOf({ state, repository: { ...submissionOf().repository, ...repository } }));
}

test("a record at an ordinary address is linked to", () => {
  published({ record: "https://zenodo.org/records/1" });
  expect(link("record")).toBe("https://zenodo.org/records/1");
  expect(at("outward").hidden).toBe(false);
});

test.each([
  "javascript:alert(document.location.hash)",
  "JavaScript:alert(1)//https://zenodo.org",
  " javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
])("an address that would run something is never linked to: %s", (record) => {
  published({ record, preview: record, review: record });
  expect([link("record"), link("preview"), link("review")]).toEqual([null, null, null]);
  expect(at("record").getAttribute("href")).toBeNull();
});

test.each([
  [null, "submitted.sentence"],
  [0, "submitted.sentence"],
  [2, "submitted.ahead n=2"],
  [100, "submitted.far n=100"],
])("one who waits is told how many are ahead: %s", (ahead, sentence) => {
  view.show(submissionOf({ state: "submitted", ahead }));
  expect(at("sentence").textContent).toBe(sentence);
});

test.each([
  [null, "draft_ready.sentence"],
  ["12", "draft_ready.sentence.own"],
])("whoever has to publish the draft is told to: account %s", (account, sentence) => {
  view.show(submissionOf({ state: "draft_ready", account }));
  expect(at("sentence").textContent).toBe(sentence);
});

test("while it comes nearer nothing is said aloud, the number alone changes", () => {
  view.show(submissionOf({ state: "submitted", ahead: 2 }));
  view.show(submissionOf({ state: "submitted", ahead: 1 }));
  expect(at("sentence").textContent).toBe("submitted.ahead n=1");
  expect(at("spoken").textContent).toBe("");
});

test("what is published is not called withdrawn, even if that was asked for", () => {
  view.show(submissionOf({ state: "published", cancelling: true }));
  expect(at("heading").textContent).toBe("published.heading");
  view.show(submissionOf({ state: "in_review", cancelling: true }));
  expect(at("heading").textContent).toBe("cancelling.heading");
});

test("a file that was compared without a checksum shows none", () => {
  const file = { path: "a.csv", size: 5, repository_size: null };
  const compared = { ...file, md5: null, repository_md5: null, equal: false };
  view.show(submissionOf({ state: "needs_attention", reconciliation: [compared] }));
  expect(document.querySelector("#checks code")?.textContent).toBe("–");
  const verdict = document.querySelector("#checks [data-verdict]")?.textContent;
  expect(verdict).toBe("check.different size=– md5=–");
});

test("a DOI in the timeline is split after its slash only, and reads as it was written", () => {
  const text = "DOI reserved: 10.5072/rdm.a1b2c-d3e4f";
  const timeline = [{ at: "2026-11-21T10:00:00Z", event: "doi_reserved", text, words: null }];
  view.show(submissionOf({ timeline }));
  const line = document.querySelector("#timeline li > span");
  expect(line?.textContent).toBe(text);
  const halves = [...(line?.children ?? [])].map((half) => half.textContent);
  expect(halves).toEqual(["10.5072/", "rdm.a1b2c-d3e4f"]);
});

test("what is being withdrawn shows nothing of what it was", () => {
  const repository = { ...submissionOf().repository, doi: "10.5072/1", preview: "https://a.org/p" };
  view.show(submissionOf({ state: "in_review", cancelling: true, repository }));
  const hidden = ["steps", "doi", "outward", "checks"].map((id) => at(id).hidden);
  expect(hidden).toEqual([true, true, true, true]);
  view.show(submissionOf({ state: "cancelled", repository }));
  expect([at("doi").hidden, at("doi-note").textContent]).toEqual([false, "doi.given_up"]);
});

test("files that are not open are not announced as open", () => {
  const metadata = { access: "embargoed", embargo_until: "9999-06-01" };
  view.show(submissionOf({ state: "published", metadata }));
  expect(at("sentence").textContent).toMatch(/^published\.sentence\.embargoed date=.*9999/);
  view.show(submissionOf({ state: "in_review", metadata: { access: "restricted" } }));
  expect(at("sentence").textContent).toBe("in_review.sentence.restricted");
  view.show(submissionOf({ state: "published", metadata: { access: "open" } }));
  expect(at("sentence").textContent).toBe("published.sentence");
});

test("the chosen repository is named, and marked where it is only for practice", () => {
  const repository = { ...submissionOf().repository, name: "Sandbox", practice: true };
  view.show(submissionOf({ repository }));

  expect(at("practice").hidden).toBe(false);
  expect(at("practice").textContent).toBe("Practice: Sandbox");
});

test("the last days of a deposit are told louder than the others", () => {
  view.show(submissionOf({ ends_soon: true }));
  expect(at("expires").hidden).toBe(false);
  expect(at("expires").textContent).toMatch(/^ends_soon /);
  expect(at("expires").className).toBe("ends-soon");
  view.show(submissionOf());
  expect(at("expires").textContent).toMatch(/^expires /);
  expect(at("expires").className).toBe("hint");
});

function curators(): [heading: string | null, words: string | null] | null {
  const text = (selector: string) => document.querySelector(selector)?.textContent ?? null;
  return at("said").hidden ? null : [text("#said-heading"), text("#said blockquote")];
}

const SENT = { at: "2026-11-21T10:00:00Z", event: "awaiting_approval", text: "", words: null };
const RETURNED = {
  at: "2026-11-21T11:00:00Z",
  event: "returned",
  text: "A curator asks for changes",
  words: "Name the <b>stations</b>.\nAnd the year.",
};

test("what a curator wants changed stands there as it was typed, and as nothing else", () => {
  const timeline = [SENT, RETURNED];
  view.show(submissionOf({ state: "returned", timeline, curator_words: RETURNED.words }));
  expect(curators()).toEqual([expect.stringMatching(/^said\.returned date=/), RETURNED.words]);
  const quoted = document.querySelectorAll("#timeline blockquote:not([hidden])");
  expect([...quoted].map(({ textContent }) => textContent)).toEqual([RETURNED.words]);
});

test("once it was sent again, only the timeline tells what was asked for", () => {
  view.show(submissionOf({ state: "awaiting_approval", timeline: [SENT, RETURNED, SENT] }));
  expect(curators()).toBeNull();
});

test("what reviewers write while it is with them is told, and what was written before is not", () => {
  const handed = { ...SENT, event: "in_review" };
  const said = { ...SENT, event: "curator_said", words: "Which instrument?" };
  view.show(submissionOf({ state: "in_review", timeline: [RETURNED, handed] }));
  expect(curators()).toBeNull();
  view.show(submissionOf({ state: "in_review", timeline: [RETURNED, handed, said] }));
  expect(curators()?.[1]).toBe("Which instrument?");
});
