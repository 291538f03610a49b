// A dialog as all of them behave: Escape and its close buttons end it, and the focus goes back to
// where it was. While one is open the page's own live region is silent, so it has one itself.
import { all, html, say, show, the } from "./elements.ts";

export function openDialog(selector: string): HTMLDialogElement {
  const dialog = the(selector, HTMLDialogElement);
  for (const close of all("[data-close]", dialog)) close.onclick = () => dialog.close();
  tell(dialog, "");
  if (!dialog.open) dialog.showModal();
  return dialog;
}

/** What the dialog says about itself: that it is busy, or what went wrong. */
export function tell(dialog: HTMLElement, sentence: string, isWrong = false): void {
  const region = html("[data-dialog-state]", dialog);
  region.classList.toggle("error", isWrong);
  say(region, sentence);
}

/** Of what is drawn for one step of the work, only that is shown. */
export function step(dialog: HTMLElement, name: string): void {
  for (const part of all("[data-step]", dialog)) show(part, part.dataset.step === name);
}
