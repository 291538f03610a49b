// The rows of the list on the screen: as many as a page has, written in place.
import { copyOf, html, say, show, the } from "../page/elements.ts";
import { bytes, moment } from "../page/figures.ts";
import type { Words } from "../page/words.ts";
import { age } from "./age.ts";
import { submissionRoute } from "./route.ts";
import type { Row } from "./row.ts";

export function drawRows(rows: readonly Row[], words: Words): void {
  const body = html("#list tbody");
  const template = the("#list-row", HTMLTemplateElement);
  while (body.children.length > rows.length) body.lastElementChild?.remove();
  rows.forEach((row, index) => {
    const known = body.children[index];
    const place = known instanceof HTMLElement ? known : copyOf(template);
    fill(place, row, words);
    if (!known) body.append(place);
  });
}

function fill(place: HTMLElement, row: Row, words: Words): void {
  const link = the("a", HTMLAnchorElement, place);
  link.href = submissionRoute(row.id);
  say(link, row.title || words("untitled"));
  say(html("[data-from]", place), fromOf(row, words));
  const state = html("[data-state]", place);
  state.dataset.state = row.state;
  say(state, words(`state.${row.state}`));
  const problem = row.problem ? words(`problem.${row.problem}`) : "";
  say(html("[data-problem]", place), problem);
  show(html("[data-problem]", place), row.problem !== "");
  sayAge(the("[data-created]", HTMLTimeElement, place), row.created);
  sayAge(the("[data-changed]", HTMLTimeElement, place), row.changed);
  say(html("[data-files]", place), words("files", { n: row.files }));
  say(html("[data-bytes]", place), row.files > 0 ? bytes(row.bytes) : "");
}

function fromOf({ account, invitation, place }: Row, words: Words): string {
  const whose = account ? words("from.account", { account }) : invitation;
  return [whose, place].filter(Boolean).join(" · ");
}

/** How long ago, and on pointing at it, when. */
export function sayAge(time: HTMLTimeElement, iso: string): void {
  time.dateTime = iso;
  time.title = moment(iso);
  say(time, age(iso, Date.now(), document.documentElement.lang));
}
