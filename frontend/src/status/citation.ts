// How to cite what was sent: asked for once its DOI is known, and again only when it has changed.
import type { Api, PreviewRequest } from "../api.ts";
import { html } from "../page/elements.ts";
import { addStyle } from "../page/styles.ts";
import type { Words } from "../page/words.ts";
import style from "../preview/citing.css?url";
import type { Citing } from "../preview/citing.ts";
import type { Submission } from "../submission.ts";
import { isGone } from "./face.ts";

export class Citation {
  readonly #words: Words;
  readonly #load: () => Promise<typeof Citing>;
  #citing: Citing | undefined;
  #asked = "";

  constructor(words: Words, load: () => Promise<typeof Citing> = loadWithStyle) {
    this.#words = words;
    this.#load = load;
  }

  /** Citing is a courtesy: where it can't be had, nothing is missing on the page. */
  async show(submission: Submission, api: () => Promise<Api>): Promise<void> {
    const { doi } = submission.repository;
    if (doi === null || submission.state === "draft" || isGone(submission)) return;
    const language = document.documentElement.lang;
    const wanted: PreviewRequest = { values: submission.metadata, language, doi, files: [] };
    const asked = JSON.stringify(wanted);
    if (asked === this.#asked) return;
    this.#asked = asked;
    await this.#draw(wanted, api).catch(() => {
      this.#asked = "";
    });
  }

  async #draw(wanted: PreviewRequest, api: () => Promise<Api>): Promise<void> {
    const [Drawn, preview] = await Promise.all([
      this.#load(),
      api().then((service) => service.preview(wanted)),
    ]);
    this.#citing ??= new Drawn(html("#status"), this.#words);
    this.#citing.show(preview.citations, preview.bibtex);
  }
}

async function loadWithStyle(): Promise<typeof Citing> {
  const [module] = await Promise.all([
    import("../preview/citing.ts"),
    addStyle(style, import.meta.url),
  ]);
  return module.Citing;
}
