// A submission on the screen. Everything is written in place; only a change of state is spoken.
import { sayWithDoi } from "../page/doi.ts";
import { html, say, show, the } from "../page/elements.ts";
import { day } from "../page/figures.ts";
import { speak } from "../page/spoken.ts";
import type { PageTitle } from "../page/title.ts";
import type { Words } from "../page/words.ts";
import { ENDED, type Submission } from "../submission.ts";
import { showChecks } from "./checks.ts";
import { showSteps } from "./steps.ts";
import { showTimeline } from "./timeline.ts";

const UNFINISHED = ["draft", "needs_attention", "declined"];

export class StatusView {
  readonly #words: Words;
  readonly #title: PageTitle;
  #last: string | null = null;

  constructor(words: Words, title: PageTitle) {
    this.#words = words;
    this.#title = title;
  }

  show(submission: Submission): void {
    this.#head(submission);
    this.#attention(submission);
    showSteps(submission, this.#words);
    this.#repository(submission);
    showChecks(submission, this.#words);
    showTimeline(submission.timeline);
    const date = day(submission.expires);
    say(html("#expires"), this.#words("expires", { date }));
    show(html("#expires"), UNFINISHED.includes(submission.state));
  }

  #head({ state, cancelling, metadata }: Submission): void {
    const name = cancelling && !ENDED.includes(state) ? "cancelling" : state;
    const heading = this.#words(`${name}.heading`);
    html("#status").dataset.state = name;
    const work = typeof metadata.title === "string" ? metadata.title.trim() : "";
    say(html("#work"), work || this.#words("untitled"));
    say(html("#heading"), heading);
    say(html("#sentence"), this.#words(`${name}.sentence`));
    this.#title.main = `${heading} – ${this.#title.plain}`;
    if (this.#last !== null && this.#last !== name) {
      speak(`${heading}. ${this.#words(`${name}.sentence`)}`);
    }
    this.#last = name;
  }

  #attention({ attention }: Submission): void {
    show(html("#attention"), attention !== null);
    say(html("#attention-text"), attention?.message ?? "");
  }

  #repository({ repository, state }: Submission): void {
    show(html("#doi"), repository.doi !== null);
    sayWithDoi(html("#doi-value"), repository.doi ?? "");
    say(html("#doi-note"), state === "published" ? "" : this.#words("doi.reserved"));
    const links = {
      record: state === "published" ? repository.record : null,
      preview: repository.preview,
      review: repository.review,
    };
    for (const [id, address] of Object.entries(links)) this.#link(id, address);
    show(html("#outward"), Object.values(links).some(Boolean));
  }

  #link(id: string, address: string | null): void {
    const link = the(`#${id}`, HTMLAnchorElement);
    const safe = address !== null && /^https?:\/\//.test(address);
    if (safe && link.href !== address) link.href = address;
    show(link, safe);
  }
}
