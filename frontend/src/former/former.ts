// What becomes of the published record that a deposit goes on from: told above the form, with a way
// to have its files listed again, or what was changed in it since. Loaded for such deposits only.
import type { FilesPanel } from "../files/files-panel.ts";
import type { OpenDeposit } from "../form/deposit.ts";
import { button, html, say, show, the } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import { speak } from "../page/spoken.ts";
import type { Words } from "../page/words.ts";
import { reasonOf } from "../problem.ts";
import type { Submission } from "../submission.ts";

export interface FormerParts {
  readonly deposit: () => Promise<OpenDeposit>;
  readonly files: FilesPanel;
  readonly words: Words;
}

export function showFormer({ basis }: Submission, parts: FormerParts): void {
  if (!basis) return;
  const link = the("#former-record", HTMLAnchorElement);
  link.href = basis.url;
  say(link, basis.doi ?? basis.url);
  for (const kind of ["version", "correction"] as const)
    show(html(`#former-${kind}`), kind === basis.kind);
  html("#section-files").dataset.former = basis.kind;
  const again = button("#former-files");
  show(again, basis.kind === "version");
  again.onclick = () => void takeOver(again, parts);
  const renew = button("#former-renew");
  renew.onclick = () => void takeOver(renew, parts);
  show(html("#former"), true);
}

async function takeOver(tool: HTMLButtonElement, { deposit, files, words }: FormerParts) {
  tool.disabled = true;
  try {
    const { api } = await deposit();
    const { revision: before } = await api.read();
    const { files: listed, revision } = await api.takeOver();
    // The record says something else now, and so does the form: it is drawn anew.
    if (revision !== before) location.reload();
    files.adopt(listed);
    speak(words(tool.id === "former-renew" ? "former.renewed" : "former.listed"));
    say(html("#former-error"), "");
  } catch (error) {
    say(html("#former-error"), saying(reasonOf(error), words));
  }
  tool.disabled = false;
}
