// What was published, and the log: lists to read, whose files are fetched by downloads.ts.
import { copyOf, html, say, the } from "../page/elements.ts";
import { day, moment } from "../page/figures.ts";
import type { Words } from "../page/words.ts";
import type { LogEntry, PublishedRecord } from "./answers.ts";
import type { CurationApi } from "./api.ts";
import { ReadingOn } from "./reading-on.ts";
import { submissionRoute } from "./route.ts";

export interface PapersOptions {
  readonly words: Words;
  readonly api: () => Promise<Pick<CurationApi, "records" | "log">>;
}

export function recordsFace({ words, api }: PapersOptions): ReadingOn<PublishedRecord> {
  return new ReadingOn({
    words,
    name: "records",
    place: html("#records"),
    ask: async (before) => {
      const { records, next } = await (await api()).records(before);
      return { items: records, next };
    },
    draw: recordLine,
  });
}

function recordLine({ title, url, doi, date, type }: PublishedRecord): HTMLElement {
  const made = copyOf(the("#published-record", HTMLTemplateElement));
  const link = the("a", HTMLAnchorElement, made);
  say(link, title);
  if (/^https?:\/\//.test(url)) link.href = url;
  say(html(".list-from", made), [date && day(date), type, doi].filter(Boolean).join(" · "));
  return made;
}

export function logFace({ words, api }: PapersOptions): ReadingOn<LogEntry> {
  return new ReadingOn({
    words,
    name: "log",
    place: html("#log tbody"),
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
