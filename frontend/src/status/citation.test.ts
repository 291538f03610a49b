// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { submissionOf } from "../../test/fake-submission.ts";
import { keysAsWords, pageOf } from "../../test/page.ts";
import type { Api, Preview, PreviewRequest } from "../api.ts";
import { Citing } from "../preview/citing.ts";
import { Citation } from "./citation.ts";

const PAGE = `<div id="status"><section data-citing hidden>
  <h2></h2><select></select><p data-citation></p>
  <button data-copy="citation"><span></span></button><code data-bibtex></code>
  <button data-copy="bibtex"><span></span></button>
</section></div>`;

/** A service that remembers what it was asked to cite. */
class FakeCiting {
  readonly asked: PreviewRequest[] = [];
  isDown = false;
  preview = async (request: PreviewRequest): Promise<Preview> => {
    this.asked.push(request);
    if (this.isDown) throw new Error("no connection");
    const text = `Lovelace (2026). https://doi.org/${request.doi}`;
    return { citations: [{ style: "apa", label: "APA", text }], bibtex: "@misc{}" } as never;
  };
}

let service: FakeCiting;
let citation: Citation;

beforeEach(() => {
  pageOf(PAGE);
  service = new FakeCiting();
  citation = new Citation(keysAsWords, async () => Citing);
});

function sent(doi: string | null) {
  const repository = { ...submissionOf().repository, doi };
  return submissionOf({ state: "in_review", metadata: { title: "Cores" }, repository });
}

function show(doi: string | null): Promise<void> {
  return citation.show(sent(doi), async () => service as unknown as Api);
}

function shown(): string | null {
  const section = document.querySelector<HTMLElement>("[data-citing]");
  return section?.hidden ? null : (section?.querySelector("[data-citation]")?.textContent ?? "");
}

test("what was sent is cited with its DOI", async () => {
  await show("10.5281/zenodo.1");
  expect(shown()).toContain("10.5281/zenodo.1");
  expect(service.asked[0]?.values).toEqual({ title: "Cores" });
});

test("it is asked for once, and again when it has changed", async () => {
  await show("10.5281/zenodo.1");
  await show("10.5281/zenodo.1");
  expect(service.asked).toHaveLength(1);
  await show("10.5281/zenodo.2");
  expect(service.asked).toHaveLength(2);
});

test("without a DOI, and before it was sent, there is nothing to cite", async () => {
  await show(null);
  await citation.show({ ...sent("10.1/x"), state: "draft" }, async () => service as unknown as Api);
  expect(service.asked).toHaveLength(0);
});

test("where it can't be had now, it is asked for at the next look", async () => {
  service.isDown = true;
  await show("10.5281/zenodo.1");
  expect(shown()).toBeNull();
  service.isDown = false;
  await show("10.5281/zenodo.1");
  expect(shown()).toContain("10.5281/zenodo.1");
});
