// The dialog with the record as it will look: asked for, drawn, and its links led to the fields.
import type { Preview } from "../api.ts";
import { namedSentence } from "../form/labels.ts";
import { findField } from "../form/paths.ts";
import { controlOf } from "../form/scope.ts";
import { goTo } from "../page/address.ts";
import { html, say, show as toggle } from "../page/elements.ts";
import { speak } from "../page/spoken.ts";
import { addStyle } from "../page/styles.ts";
import citingStyle from "./citing.css?url";
import { Citing } from "./citing.ts";
import { tell } from "./glance.ts";
import { previewOf } from "./latest.ts";
import type { PreviewsOptions } from "./options.ts";
import style from "./preview.css?url";
import { drawRecord } from "./record.ts";

let citing: Citing | undefined;

export function dress(): Promise<void> {
  const styles = [style, citingStyle].map((address) => addStyle(address, import.meta.url));
  return Promise.all(styles).then(() => {});
}

export async function show(dialog: HTMLDialogElement, options: PreviewsOptions): Promise<void> {
  const request = options.request();
  const preview = await previewOf(await options.api(), request, "refused");
  const isEmpty = preview.title === "" && preview.description_html === "";
  dialog.dataset.state = isEmpty ? "empty" : "shown";
  citing ??= new Citing(dialog, options.words);
  citing.show(preview.citations, preview.bibtex);
  drawRecord(html("[data-record]", dialog), preview, {
    heading: options.words("preview.files"),
    files: request.files,
  });
  drawWarnings(dialog, preview, options);
  tell(preview, options.words);
  speak(options.words("preview.shown"));
}

function drawWarnings(dialog: HTMLDialogElement, preview: Preview, options: PreviewsOptions): void {
  const section = html("[data-warnings]", dialog);
  const { warnings, spam } = preview;
  toggle(section, warnings.length > 0);
  say(html("h3", section), options.words("preview.warnings.heading", { n: warnings.length }));
  const lines = warnings.map(({ field, message }) => {
    const place = findField(options.form, field);
    const line = document.createElement("li");
    line.append(place ? linkTo(place, message, { dialog, options }) : message);
    return line;
  });
  html("ul", section).replaceChildren(...lines);
  const counted = html("[data-spam]", section);
  say(counted, spam?.message ?? "");
  // Of what counts for nothing, or speaks for the record, nobody need hear.
  toggle(counted, spam !== null && spam.points > 0);
}

interface Around {
  readonly dialog: HTMLDialogElement;
  readonly options: PreviewsOptions;
}

function linkTo(place: HTMLElement, message: string, { dialog, options }: Around): HTMLElement {
  const link = document.createElement("a");
  const target = controlOf(place);
  link.href = `#${target.id}`;
  link.textContent = namedSentence(place, message, options.words);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation();
    dialog.close();
    goTo(target);
  });
  return link;
}
