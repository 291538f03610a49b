// The record's page in small: what the service made of the form, as text, and the description
// cleaned once more on its way into this page.
import type {
  Preview,
  PreviewCreator,
  PreviewRequest,
  PreviewRow,
  PreviewSection,
} from "../api.ts";
import { clean } from "../editor/clean.ts";
import { bytes, day } from "../page/figures.ts";

export interface RecordFiles {
  readonly heading: string;
  readonly files: PreviewRequest["files"];
}

/** A whole day, as it is written in a sentence; months and years stay as they are. */
const DAY = /\b\d{4}-\d{2}-\d{2}\b/;

export function drawRecord(place: HTMLElement, preview: Preview, listed: RecordFiles): void {
  const description = element("div", "rich-text");
  description.append(clean(preview.description_html).nodes);
  place.replaceChildren(
    element("p", "record-kind", facts(preview).join(" · ")),
    element("h3", "record-title", preview.title),
    creators(preview.creators),
    element("p", "record-access", preview.access.replace(DAY, day)),
    description,
    ...filesOf(listed),
    ...preview.sections.map(section),
  );
}

function facts({ resource_type, publication_date, version }: Preview): string[] {
  return [resource_type, publication_date.replace(DAY, day), version].filter(Boolean);
}

function creators(all: readonly PreviewCreator[]): HTMLElement {
  const list = element("ol", "record-creators");
  list.append(
    ...all.map(({ name, orcid, affiliations }) => {
      const one = element("li", "", name);
      if (orcid) one.append(" ", linked(orcid, `https://orcid.org/${orcid}`));
      if (affiliations.length > 0) one.append(element("span", "", affiliations.join("; ")));
      return one;
    }),
  );
  return list;
}

function filesOf({ heading, files }: RecordFiles): HTMLElement[] {
  if (files.length === 0) return [];
  const made = element("section", "record-section");
  const list = element("ul", "record-files");
  list.append(
    ...files.map(({ path, size }) => {
      const one = element("li", "", path);
      one.append(" ", element("span", "", bytes(size)));
      return one;
    }),
  );
  made.append(element("h3", "", heading), list);
  return [made];
}

function section({ heading, rows }: PreviewSection): HTMLElement {
  const made = element("section", "record-section");
  const list = element("dl");
  list.append(...rows.map((one, index) => row(one, one.label === rows[index - 1]?.label)));
  made.append(element("h3", "", heading), list);
  return made;
}

/** The label of one like the row before is there for those who listen. */
function row({ label, value, link, note }: PreviewRow, isAgain: boolean): HTMLElement {
  const made = element("div");
  const said = element("dd");
  said.append(link ? linked(value, link) : value);
  if (note) said.append(element("span", "record-note", note));
  made.append(element("dt", isAgain ? "unseen" : "", label), said);
  return made;
}

/** Opens elsewhere: the form stays where it is. */
function linked(text: string, address: string): HTMLElement | string {
  if (!/^(?:https?|mailto):/i.test(address)) return text;
  const link = document.createElement("a");
  link.href = address;
  link.target = "_blank";
  link.rel = "noreferrer";
  link.textContent = text;
  return link;
}

function element(tag: string, className = "", text = ""): HTMLElement {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
