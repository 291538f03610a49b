// One deposit whole on the screen: what it is, where it comes from and goes to, what can be done.
import { html, say, show, the } from "../page/elements.ts";
import { day, moment } from "../page/figures.ts";
import { nameRepository } from "../page/repository.ts";
import { saying } from "../page/saying.ts";
import type { Words } from "../page/words.ts";
import { ApiProblem, reasonOf } from "../problem.ts";
import { showChecks } from "../status/checks.ts";
import { faceOf, linksOf } from "../status/face.ts";
import { showSaid } from "../status/said.ts";
import { showSteps } from "../status/steps.ts";
import { showTimeline } from "../status/timeline.ts";
import { age } from "./age.ts";
import type { CuratedDeposit } from "./answers.ts";
import { drawFacts, type Fact } from "./facts.ts";

export class OneFace {
  readonly #words: Words;

  constructor(words: Words) {
    this.#words = words;
  }

  reading(): void {
    this.#only("one-loading");
  }

  /** It is not there, or can't be read now. */
  away(error: unknown): void {
    const isGone = error instanceof ApiProblem && error.status === 404;
    say(html("#one-away-heading"), this.#words(isGone ? "one.gone" : "one.away"));
    const text = isGone ? this.#words("one.gone.text") : saying(reasonOf(error), this.#words);
    say(html("#one-away-text"), text);
    this.#only("one-away");
    html("#one-away-heading").focus();
  }

  show(curated: CuratedDeposit): void {
    const { submission } = curated;
    nameRepository(submission.repository);
    this.#head(curated);
    this.#attention(curated);
    showSaid(submission, this.#words);
    showSteps(submission, this.#words);
    showChecks(submission, this.#words);
    showTimeline(submission.timeline);
    drawFacts(html("#one-from"), this.#from(curated));
    drawFacts(html("#one-to"), this.#to(curated));
    this.#changes(curated);
    for (const [name, address] of Object.entries(linksOf(submission))) link(name, address);
    this.#only("one");
  }

  #head({ submission, created }: CuratedDeposit): void {
    const face = faceOf(submission);
    const state = html("#one-state");
    state.dataset.state = face;
    say(state, this.#words(`state.${face}`));
    const since = age(created, Date.now(), document.documentElement.lang);
    say(html("#one-age"), this.#words("one.begun", { since, date: moment(created) }));
    const { title } = submission.metadata;
    const work = typeof title === "string" ? title.trim() : "";
    say(html("#one-heading"), work || this.#words("untitled"));
    say(html("#one-lede"), this.#words(`one.${face}`));
  }

  #attention({ submission }: CuratedDeposit): void {
    const { attention, cancelling } = submission;
    show(html("#attention"), attention !== null && !cancelling);
    say(html("#attention-text"), attention?.message ?? "");
  }

  #from({ account, invitation, submission, language }: CuratedDeposit): Fact[] {
    const { agreement, expires, id } = submission;
    const agreed = agreement && { version: agreement.version, date: day(agreement.at) };
    return [
      [this.#words("fact.account"), account ?? ""],
      [this.#words("fact.invitation"), invitation ? invitation.note || invitation.id : ""],
      [this.#words("fact.language"), languageName(language)],
      [this.#words("fact.agreed"), agreed ? this.#words("fact.agreed.value", agreed) : ""],
      [this.#words("fact.until"), day(expires)],
      [this.#words("fact.id"), id],
    ];
  }

  #to({ submission, account }: CuratedDeposit): Fact[] {
    const { name, practice, doi } = submission.repository;
    return [
      [this.#words("fact.repository"), practice ? this.#words("fact.practice", { name }) : name],
      [this.#words("fact.owner"), account ?? this.#words("fact.owner.consortium")],
      [this.#words("fact.doi"), doi ?? this.#words("fact.doi.none")],
    ];
  }

  #changes({ changes }: CuratedDeposit): void {
    show(html("#one-changes"), changes !== null);
    show(html("#one-changes-none"), changes?.length === 0);
    const lines = (changes ?? []).map(({ label, before, after }): Fact => {
      const was = before ?? this.#words("changes.long");
      const none = this.#words("changes.nothing");
      return [label, this.#words("changes.line", { before: was || none, after: after || none })];
    });
    drawFacts(html("#one-changed"), lines);
  }

  #only(part: "one" | "one-loading" | "one-away"): void {
    for (const each of ["one", "one-loading", "one-away"]) show(html(`#${each}`), each === part);
  }
}

function link(name: string, address: string | null): void {
  const place = the(`#one-${name}-link`, HTMLAnchorElement);
  const isSafe = address !== null && /^https?:\/\//.test(address);
  if (isSafe) place.href = address;
  show(place, isSafe);
}

function languageName(code: string): string {
  if (!code) return "";
  return (
    new Intl.DisplayNames(document.documentElement.lang, { type: "language" }).of(code) ?? code
  );
}
