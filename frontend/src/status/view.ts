// A submission on the screen. Everything is written in place; only a change of state is spoken.
import { sayWithDoi } from "../page/doi.ts";
import { html, say, show, the } from "../page/elements.ts";
import { day } from "../page/figures.ts";
import { nameRepository } from "../page/repository.ts";
import { speak } from "../page/spoken.ts";
import type { PageTitle } from "../page/title.ts";
import type { Words } from "../page/words.ts";
import type { Submission } from "../submission.ts";
import { sentenceOf } from "./access.ts";
import { showChecks } from "./checks.ts";
import { faceOf, isGone, linksOf } from "./face.ts";
import { showSaid } from "./said.ts";
import { showSteps } from "./steps.ts";
import { showTimeline } from "./timeline.ts";

const UNFINISHED = ["draft", "returned", "needs_attention", "declined"];

export class StatusView {
  readonly #words: Words;
  readonly #title: PageTitle;
  #last: string | null = null;

  constructor(words: Words, title: PageTitle) {
    this.#words = words;
    this.#title = title;
  }

  show(submission: Submission): void {
    nameRepository(submission.repository);
    this.#head(submission);
    this.#attention(submission);
    showSaid(submission, this.#words);
    showSteps(submission, this.#words);
    this.#repository(submission);
    showChecks(submission, this.#words);
    showTimeline(submission.timeline);
    this.#end(submission);
  }

  #end(submission: Submission): void {
    const { expires, ends_soon: soon } = submission;
    const line = html("#expires");
    say(line, this.#words(soon ? "ends_soon" : "expires", { date: day(expires) }));
    line.className = soon ? "ends-soon" : "hint";
    show(line, UNFINISHED.includes(faceOf(submission)));
  }

  #head(submission: Submission): void {
    const { metadata } = submission;
    const name = faceOf(submission);
    const sentence = sentenceOf(submission, this.#words);
    const heading = this.#words(`${name}.heading`);
    html("#status").dataset.state = name;
    const work = typeof metadata.title === "string" ? metadata.title.trim() : "";
    say(html("#work"), work || this.#words("untitled"));
    say(html("#heading"), heading);
    say(html("#sentence"), sentence);
    this.#title.main = `${heading} – ${this.#title.plain}`;
    if (this.#last !== null && this.#last !== name) speak(`${heading}. ${sentence}`);
    this.#last = name;
  }

  #attention(submission: Submission): void {
    const { attention } = submission;
    show(html("#attention"), attention !== null && !isGone(submission));
    say(html("#attention-text"), attention?.message ?? "");
  }

  #repository(submission: Submission): void {
    const { doi } = submission.repository;
    show(html("#doi"), doi !== null && faceOf(submission) !== "cancelling");
    sayWithDoi(html("#doi-value"), doi ?? "");
    const note = isGone(submission) ? "doi.given_up" : "doi.reserved";
    say(html("#doi-note"), submission.state === "published" ? "" : this.#words(note));
    const links = linksOf(submission);
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
