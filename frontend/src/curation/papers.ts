// What was published, and the log: lists to read, whose files are fetched by downloads.ts.
import { button, copyOf, html, say, show, the } from "../page/elements.ts";
import { day, moment } from "../page/figures.ts";
import { saying } from "../page/saying.ts";
import type { Words } from "../page/words.ts";
import { reasonOf } from "../problem.ts";
import type { ListedRecord, LogEntry } from "./answers.ts";
import type { CurationApi } from "./api.ts";
import { ReadingOn } from "./reading-on.ts";
import { submissionRoute } from "./route.ts";

export interface PapersOptions {
  readonly words: Words;
  readonly api: () => Promise<Pick<CurationApi, "records" | "setRecordHidden" | "log">>;
}

export function recordsFace(options: PapersOptions): ReadingOn<ListedRecord> {
  const { words, api } = options;
  const pages = new PublicPages();
  return new ReadingOn({
    words,
    name: "records",
    place: html("#record-list"),
    ask: async (before) => {
      if (before === null) pages.forget();
      const { records, next } = await (await api()).records(before);
      return { items: records, next };
    },
    draw: (record) => recordLine(record, pages, options),
  });
}

/** The public page of a record is that of its latest version, and lists are read from the newest. */
class PublicPages {
  readonly #latest = new Map<string, string>();

  forget(): void {
    this.#latest.clear();
  }

  of({ repository, record, concept, withdrawn, hidden, pending }: ListedRecord): string | null {
    if (withdrawn || hidden || pending) return null;
    const work = `${repository}/${concept}`;
    const latest = this.#latest.get(work) ?? record;
    this.#latest.set(work, latest);
    return `${html("#record-list").dataset.pages}${repository}-${latest}.html`;
  }
}

function recordLine(record: ListedRecord, pages: PublicPages, options: PapersOptions): HTMLElement {
  const { words } = options;
  const { title, date, type, by, submission, withdrawn, hidden, pending } = record;
  const made = copyOf(the("#published-record", HTMLTemplateElement));
  const link = the("[data-record]", HTMLAnchorElement, made);
  say(link, title || words("untitled"));
  const page = pages.of(record);
  if (page) link.href = page;
  const when = /^\d{4}-\d{2}-\d{2}$/.test(date) ? day(date) : date;
  say(html("[data-facts]", made), [by, when, type].filter(Boolean).join(" · "));
  sayDoi(the("[data-doi]", HTMLAnchorElement, made), record.doi);
  sayDoi(the("[data-concept]", HTMLAnchorElement, made), record.concept_doi);
  show(html("[data-versions]", made), record.concept_doi !== null);
  show(html("[data-withdrawn]", made), withdrawn);
  show(html("[data-hidden]", made), hidden);
  show(html("[data-pending]", made), pending && !hidden && !withdrawn);
  const deposit = the("[data-deposit]", HTMLAnchorElement, made);
  if (submission) deposit.href = submissionRoute(submission);
  show(deposit, submission !== null);
  const off = button("[data-off]", made);
  const label = words(hidden ? "records.show" : "records.hide");
  say(off, label);
  off.setAttribute("aria-label", `${label}: ${link.textContent}`);
  off.onclick = () => void setHidden(record, made, pages, options);
  return made;
}

function sayDoi(link: HTMLAnchorElement, doi: string | null): void {
  say(link, doi ?? "");
  if (doi) link.href = `https://doi.org/${doi}`;
  show(link, doi !== null);
}

/** Its line is drawn anew, and what was done is told. */
async function setHidden(
  record: ListedRecord,
  line: HTMLElement,
  pages: PublicPages,
  options: PapersOptions,
) {
  const { words, api } = options;
  const hidden = !record.hidden;
  const failed = html("#records-error");
  show(failed, false);
  try {
    await (await api()).setRecordHidden(record, hidden);
    const made = recordLine({ ...record, hidden }, pages, options);
    line.replaceWith(made);
    button("[data-off]", made).focus();
    say(html("#records-told"), words(hidden ? "records.hidden" : "records.shown"));
  } catch (error) {
    say(failed, saying(reasonOf(error), words));
    show(failed, true);
  }
}

export function logFace({ words, api }: PapersOptions): ReadingOn<LogEntry> {
  return new ReadingOn({
    words,
    name: "log",
    place: html("#log-list tbody"),
    ask: async (before) => {
      const { entries, next } = await (await api()).log(before);
      return { items: entries, next };
    },
    draw: logLine,
  });
}

const SUBMISSION = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

function logLine({ at, who, act, subject, detail }: LogEntry): HTMLElement {
  const made = copyOf(the("#log-row", HTMLTemplateElement));
  const time = the("time", HTMLTimeElement, made);
  time.dateTime = at;
  say(time, moment(at));
  say(html("[data-who]", made), who.replace(/^curator:/, ""));
  say(html("[data-act]", made), act.replaceAll("_", " "));
  const link = the("a", HTMLAnchorElement, made);
  say(link, subject.length > 12 ? `${subject.slice(0, 8)}…` : subject);
  link.title = subject;
  if (SUBMISSION.test(subject)) link.href = submissionRoute(subject);
  const details = Object.entries(detail).map(([name, value]) => `${name} ${value}`);
  say(html("[data-detail]", made), details.join(", "));
  return made;
}
