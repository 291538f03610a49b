// All that fills in the form, loaded together by the first button that leads to it.
import { beginAnother } from "../another/beginning.ts";
import { ImportPanel } from "../import/panel.ts";
import { Review } from "../import/review.ts";
import { html, say, show } from "../page/elements.ts";
import { addStyle } from "../page/styles.ts";
import { addMe, openDetails } from "../people/details.ts";
import { PastePanel } from "../people/paste.ts";
import { prefill } from "../prefill/prefill.ts";
import type { Metadata } from "../submission.ts";
import { openWayBack } from "../way-back/way-back.ts";
import type { ComparisonEnd, Desk } from "./desk.ts";
import address from "./rooms.css?url";

const ROOMS: Readonly<Record<string, (desk: Desk, door: HTMLElement) => void>> = {
  import: (desk) => new ImportPanel(desk).open(),
  authors: (desk, door) => new PastePanel(desk, door.dataset.of ?? "creators").open(),
  me: (desk, door) => addMe(desk, door.dataset.of ?? "creators"),
  details: openDetails,
  "way-back": openWayBack,
};

export function open(desk: Desk, door: HTMLElement): void {
  void styled().then(() => ROOMS[door.dataset.tool ?? ""]?.(desk, door));
}

export function offerToRead(desk: Desk, file: File): void {
  const offer = html("#import-offer");
  say(html("span", offer), desk.words("import.offer", { name: file.name }));
  html("[data-read]", offer).onclick = () => {
    show(offer, false);
    void styled().then(() => void new ImportPanel(desk).read(file));
  };
  html("[data-dismiss]", offer).onclick = () => show(offer, false);
  show(offer, true);
}

export function begin(desk: Desk): void {
  beginAnother(desk);
  prefill(desk, (doi) => void styled().then(() => new ImportPanel(desk).open(doi)));
}

export function compare(desk: Desk, values: Metadata, end: ComparisonEnd): void {
  void styled().then(() => new Review(desk).compare(values, end));
}

function styled(): Promise<void> {
  return addStyle(address, import.meta.url);
}
