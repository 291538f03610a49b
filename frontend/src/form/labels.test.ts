// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { pageOf } from "../../test/page.ts";
import { html } from "../page/elements.ts";
import { wordsFrom } from "../page/words.ts";
import { namedSentence } from "./labels.ts";

const words = wordsFrom({ "summary.named": "{name}: {message}", "entry.title": "{one} {n}" });

const line = (name: string, label: string) => `<div data-field="${name}" id="${name}">
  <label class="label">${label} <span class="optional">optional</span></label></div>`;

const PAGE = `<form>${line("title", "Title")}
  <fieldset data-field="creators" id="creators"><legend class="label">Creators</legend>
    <div data-group="creators" data-one="creator"><ol data-entries>
      <li data-entry></li>
      <li data-entry>${line("family_name", "Family name")}${line("orcid", "ORCID iD")}
        <fieldset data-field="affiliations"><legend class="label">Affiliations</legend>
          <div data-group="affiliations" data-one="affiliation"><ol data-entries>
            <li data-entry>${line("name", "Name")}</li></ol></div></fieldset></li>
    </ol></div></fieldset>
  <div data-field="agreement" id="agreement"><label class="tick"><input type="checkbox">
    <span>I agree</span></label></div></form>`;

beforeEach(() => {
  document.documentElement.lang = "en";
  pageOf(PAGE);
});

test.each([
  ["title", "Shorten this.", "Title: Shorten this."],
  ["title", "Title: fill this in.", "Title: fill this in."],
  ["family_name", "Give it.", "Creator 2, family name: Give it."],
  ["orcid", "Check it.", "Creator 2, ORCID iD: Check it."],
  ["name", "Name: fill this in.", "Creator 2, affiliation 1, name: fill this in."],
  ["creators", "Add one.", "Creators: Add one."],
  ["agreement", "Tick the box.", "I agree: Tick the box."],
])("at %s, %j reads %j in the summary", (id, message, sentence) => {
  expect(namedSentence(html(`#${id}`), message, words)).toBe(sentence);
});
