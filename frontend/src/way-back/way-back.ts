// The deposit's own link, to be copied or sent to oneself: it is the only way back to it.
import type { Desk } from "../filling/desk.ts";
import { copyButton } from "../page/copying.ts";
import { openDialog } from "../page/dialog.ts";
import { html, show, the } from "../page/elements.ts";
import { parseLink } from "../page/link.ts";

const known = new WeakSet<HTMLElement>();

export function openWayBack({ words }: Desk): void {
  const dialog = openDialog("#way-back");
  const isOpen = parseLink(location.hash).kind === "submission";
  show(html("[data-begun]", dialog), isOpen);
  show(html("[data-not-begun]", dialog), !isOpen);
  if (!isOpen) return;
  const copy = html("[data-copy]", dialog);
  if (!known.has(copy)) copyButton(copy, words, () => location.href);
  known.add(copy);
  the("[data-mail]", HTMLAnchorElement, dialog).href = mailTo(
    words("way-back.subject"),
    location.href,
  );
}

/** Opens the depositor's own mail program; nothing is sent by this page. */
export function mailTo(subject: string, link: string): string {
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(link)}`;
}
