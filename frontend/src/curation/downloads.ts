// The buttons that fetch a file with the session, and hand it to the browser: a session has no
// business in an address.
import { all, html } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import { speak } from "../page/spoken.ts";
import type { Words } from "../page/words.ts";
import { reasonOf } from "../problem.ts";
import type { CurationApi } from "./api.ts";
import { save } from "./saving.ts";

export interface DownloadsOptions {
  readonly words: Words;
  readonly api: () => Promise<Pick<CurationApi, "file">>;
  readonly save?: typeof save;
}

export function followDownloads(options: DownloadsOptions): void {
  for (const each of all("[data-file]", document)) {
    each.onclick = () => void fetched(each, options);
  }
}

async function fetched(place: HTMLElement, options: DownloadsOptions): Promise<void> {
  if (place.ariaBusy === "true") return;
  const { words } = options;
  place.ariaBusy = "true";
  const error = html(".error", place.closest<HTMLElement>(".face") ?? document);
  error.hidden = true;
  try {
    const file = await (await options.api()).file(place.dataset.file ?? "");
    (options.save ?? save)(file, place.dataset.name ?? "");
    speak(words("file.saved"));
  } catch (reason) {
    error.textContent = words("file.failed", { reason: saying(reasonOf(reason), words) });
    error.hidden = false;
  } finally {
    place.ariaBusy = null;
  }
}
