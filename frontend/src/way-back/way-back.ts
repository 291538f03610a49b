// The deposit's own link, to be copied or sent to oneself: it is the only way back to it.
import type { Api } from "../api.ts";
import { copyButton } from "../page/copying.ts";
import { openDialog, tell } from "../page/dialog.ts";
import { button, html, show, the } from "../page/elements.ts";
import { parseLink } from "../page/link.ts";
import { saying } from "../page/saying.ts";
import type { Words } from "../page/words.ts";
import { reasonOf } from "../problem.ts";

/** What it works on: the words and the service of the page that it is on. */
export interface Around {
  readonly words: Words;
  readonly api: () => Promise<Api>;
}

const known = new WeakSet<HTMLElement>();

export function openWayBack(desk: Around): void {
  const { words } = desk;
  const dialog = openDialog("#way-back");
  const isOpen = parseLink(location.hash).kind === "submission";
  show(html("[data-begun]", dialog), isOpen);
  show(html("[data-not-begun]", dialog), !isOpen);
  if (!isOpen) return;
  const copy = html("[data-copy]", dialog);
  if (!known.has(copy)) copyButton(copy, words, () => location.href);
  known.add(copy);
  const own = dialog.querySelector<HTMLAnchorElement>("[data-mail]");
  if (own) own.href = mailTo(words("way-back.subject"), location.href);
  const mail = dialog.querySelector<HTMLElement>("[data-mail-me]");
  if (mail) offerMail(mail, dialog, desk);
}

/** The service sends it, with a key of its own; the address is forgotten after that. */
function offerMail(place: HTMLElement, dialog: HTMLElement, desk: Around): void {
  const address = the("input", HTMLInputElement, place);
  const send = () => void mailed(address, dialog, desk);
  button("button", place).onclick = send;
  address.onkeydown = ({ key, isComposing }) => {
    if (key === "Enter" && !isComposing) send();
  };
}

async function mailed(
  address: HTMLInputElement,
  dialog: HTMLElement,
  { api, words }: Around,
): Promise<void> {
  const link = parseLink(location.hash);
  if (link.kind !== "submission") return;
  if (address.value.trim() === "" || !address.validity.valid) {
    address.focus();
    return tell(dialog, words("way-back.address"), true);
  }
  tell(dialog, words("way-back.mailing"));
  try {
    await (await api()).submission(link.id, link.key).mailLink(address.value.trim());
    tell(dialog, words("way-back.mailed", { address: address.value.trim() }));
  } catch (error) {
    tell(dialog, saying(reasonOf(error), words), true);
  }
}

/** Opens the depositor's own mail program; nothing is sent by this page. */
function mailTo(subject: string, link: string): string {
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(link)}`;
}
