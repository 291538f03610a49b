// What was published, and the log: lists to read, whose files are fetched by downloads.ts.
import { copyOf, html, say, show, the } from "../page/elements.ts";
import { day, moment } from "../page/figures.ts";
import type { Words } from "../page/words.ts";
import type { ListedRecord, LogEntry } from "./answers.ts";
import type { CurationApi } from "./api.ts";
import { ReadingOn } from "./reading-on.ts";
import { submissionRoute } from "./route.ts";

export interface PapersOptions {
  readonly words: Words;
  readonly api: () => Promise<Pick<CurationApi, "records" | "log">>;
}

export function recordsFace({ words, api }: PapersOptions): ReadingOn<ListedRecord> {
  return new ReadingOn({
    words,
    name: "records",
    place: html("#record-list"),
    ask: async (before) => {
      const { records, next } = await (await api()).records(before);
      return { items: records, next };
    },
    draw: (record) => recordLine(record, words),
  });
}

function recordLine(record: ListedRecord, words: Words): HTMLElement {
  const { title, doi, date, type, by, submission, withdrawn } = record;
  const made = copyOf(the("#published-record", HTMLTemplateElement));
  const link = the("[data-record]", HTMLAnchorElement, made);
  say(link, title || words("untitled"));
  if (doi) link.href = `https://doi.org/${doi}`;
  const when = /^\d{4}-\d{2}-\d{2}$/.test(date) ? day(date) : date;
  say(html(".list-from", made), [by, when, type, doi].filter(Boolean).join(" · "));
  show(html("[data-withdrawn]", made), withdrawn);
  const deposit = the("[data-deposit]", HTMLAnchorElement, made);
  if (submission) deposit.href = submissionRoute(submission);
  show(deposit, submission !== null);
  return made;
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
