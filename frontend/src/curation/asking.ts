// A dialog that asks before something is done: it stays open while that is under way, says what
// went wrong, and is closed by success alone.
import { openDialog, tell } from "../page/dialog.ts";
import { button, html, show, the } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import type { Words } from "../page/words.ts";
import { reasonOf } from "../problem.ts";

export interface Asking {
  readonly words: Words;
  /** Whether what was typed will do; it tells by itself where not. */
  readonly isFit?: () => boolean;
  readonly act: () => Promise<void>;
}

export function ask(selector: string, { words, isFit, act }: Asking): HTMLDialogElement {
  const dialog = openDialog(selector);
  const yes = button("[data-yes]", dialog);
  yes.ariaDisabled = "false";
  the("form", HTMLFormElement, dialog).onsubmit = (event) => {
    event.preventDefault();
    if (yes.ariaDisabled === "true" || isFit?.() === false) return;
    void run(dialog, yes, { words, act });
  };
  return dialog;
}

async function run(
  dialog: HTMLDialogElement,
  yes: HTMLElement,
  { words, act }: Pick<Asking, "words" | "act">,
): Promise<void> {
  yes.ariaDisabled = "true";
  tell(dialog, words("busy"));
  try {
    await act();
    tell(dialog, "");
  } catch (error) {
    tell(dialog, saying(reasonOf(error), words), true);
  } finally {
    yes.ariaDisabled = "false";
  }
}

/** Whether a field of the dialog is filled as it has to be; its error and the focus go along. */
export function judged(id: string, isRight: (field: Field) => boolean): boolean {
  const field = html(`#${id}`) as Field;
  const isFit = isRight(field);
  show(html(`#${id.split("-")[0]}-error`), !isFit);
  field.setAttribute("aria-invalid", String(!isFit));
  if (!isFit) field.focus();
  return isFit;
}

type Field = HTMLInputElement | HTMLTextAreaElement;
