// What happened when, newest first, in the reader's own time.
import { sayWithDoi } from "../page/doi.ts";
import { copyOf, html, say, show, the } from "../page/elements.ts";
import { moment } from "../page/figures.ts";
import type { TimelineEntry } from "../submission.ts";

export function showTimeline(timeline: readonly TimelineEntry[]): void {
  const list = html("#timeline");
  if (list.children.length === timeline.length) return;
  list.replaceChildren(...[...timeline].reverse().map(line));
}

function line({ at, text, words }: TimelineEntry): HTMLElement {
  const made = copyOf(the("#moment", HTMLTemplateElement));
  const time = the("time", HTMLTimeElement, made);
  time.dateTime = at;
  say(time, moment(at));
  sayWithDoi(html("span", made), text);
  const quoted = html("blockquote", made);
  say(quoted, words ?? "");
  show(quoted, words !== null);
  return made;
}
