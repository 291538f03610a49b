// The table of files: how far each is copied, and, once compared, whether it is equal.
import { copyOf, html, say, show, the } from "../page/elements.ts";
import { bytes, percent } from "../page/figures.ts";
import type { Words } from "../page/words.ts";
import type { ReconciledFile, ServerFile, Submission } from "../submission.ts";
import { isGone } from "./face.ts";

const NONE = "–";

interface Check {
  readonly path: string;
  readonly size: number;
  readonly md5: string | null;
  readonly verdict: string;
  readonly mark: "equal" | "different" | "none";
}

export function showChecks(submission: Submission, words: Words): void {
  const { reconciliation, files, state } = submission;
  const checks = reconciliation
    ? reconciliation.map((file) => compared(file, words))
    : files.map((file) => underWay(file, words));
  show(html("#checks"), checks.length > 0 && state !== "draft" && !isGone(submission));
  say(html("#checks-note"), words(reconciliation ? "check.note" : "check.note.before"));
  write(checks);
}

function compared(file: ReconciledFile, words: Words): Check {
  const { path, size, md5, equal } = file;
  const { repository_size: there, repository_md5 } = file;
  const difference = { size: there === null ? NONE : bytes(there), md5: repository_md5 ?? NONE };
  const verdict = words(equal ? "check.equal" : "check.different", difference);
  return { path, size, md5, verdict, mark: equal ? "equal" : "different" };
}

function underWay(file: ServerFile, words: Words): Check {
  const { path, size, md5, state } = file;
  const key = state === "copied" || state === "copying" ? state : "waiting";
  const verdict = words(`check.${key}`, { percent: percent(file.copied_bytes, size) });
  return { path, size, md5, verdict, mark: "none" };
}

/** Rows are kept and changed in place, so that nothing jumps under the eye. */
function write(checks: readonly Check[]): void {
  const body = html("#checks tbody");
  while (body.children.length > checks.length) body.lastElementChild?.remove();
  checks.forEach((check, index) => {
    const known = body.children[index];
    const row =
      known instanceof HTMLElement ? known : copyOf(the("#check-row", HTMLTemplateElement));
    if (!known) body.append(row);
    fill(row, check);
  });
}

function fill(row: HTMLElement, check: Check): void {
  row.dataset.mark = check.mark;
  say(html(".check-path", row), check.path);
  say(html(".number", row), bytes(check.size));
  say(html("code", row), check.md5 ?? NONE);
  say(html("[data-verdict]", row), check.verdict);
}
