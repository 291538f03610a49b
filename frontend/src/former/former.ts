// What becomes of the published record that a deposit goes on from: told above the form, with a way
// to have its files listed again. Loaded for such deposits only.
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
  again.onclick = () => void listAgain(again, parts);
  show(html("#former"), true);
}

async function listAgain(tool: HTMLButtonElement, { deposit, files, words }: FormerParts) {
  tool.disabled = true;
  try {
    files.adopt((await (await deposit()).api.takeOver()).files);
    speak(words("former.listed"));
    say(html("#former-error"), "");
  } catch (error) {
    say(html("#former-error"), saying(reasonOf(error), words));
  }
  tool.disabled = false;
}
