// Making invitations: one, with a link that is shown once; or many from a list, line by line.
import { step, tell } from "../page/dialog.ts";
import { all, button, html, say, show, the } from "../page/elements.ts";
import type { Words } from "../page/words.ts";
import { ApiProblem } from "../problem.ts";
import type { FieldProblem } from "../submission.ts";
import type { InvitedMany } from "./answers.ts";
import type { Caps, CurationApi } from "./api.ts";
import { ask } from "./asking.ts";
import { csvOf } from "./csv.ts";
import { showFreshLink } from "./fresh-link.ts";
import { save } from "./saving.ts";

export interface InviteOptions {
  readonly words: Words;
  readonly api: () => Promise<Pick<CurationApi, "invite" | "inviteAll">>;
  readonly onInvited: (told: string) => void;
}

export class InviteDialogs {
  readonly #options: InviteOptions;

  constructor(options: InviteOptions) {
    this.#options = options;
    button("#invite").onclick = () => this.#one();
    button("#invite-many").onclick = () => this.#many();
    const file = the("#invite-csv-file", HTMLInputElement);
    file.onchange = async () => {
      const text = await file.files?.[0]?.text();
      if (text !== undefined) the("#invite-csv", HTMLTextAreaElement).value = text;
      file.value = "";
    };
  }

  #one(): void {
    const { words } = this.#options;
    const dialog = ask("#invite-one", {
      words,
      isFit: () => areFit(dialog, words),
      act: () => this.#invite(dialog),
    });
  }

  async #invite(dialog: HTMLDialogElement): Promise<void> {
    const { words, api, onInvited } = this.#options;
    const [note, email] = ["#invite-note", "#invite-email"].map((id) =>
      the(id, HTMLInputElement).value.trim(),
    ) as [string, string];
    const { link, unsent } = await (await api()).invite({ note, email, ...capsOf(dialog) });
    dialog.close();
    for (const id of ["#invite-note", "#invite-email"]) the(id, HTMLInputElement).value = "";
    const name = note || email;
    onInvited(words(link ? "invited" : "invited.mailed", { email }));
    const about = { heading: words("link.invitation"), text: unsent ?? name };
    if (link) showFreshLink(link, about, words);
  }

  #many(): void {
    const { words } = this.#options;
    show(html("#invite-wrong"), false);
    const dialog = ask("#invite-list", {
      words,
      isFit: () => hasLines(dialog, words) && areFit(dialog, words),
      act: () => this.#inviteAll(dialog),
    });
    step(dialog, "ask");
    show(button("[data-yes]", dialog), true);
  }

  async #inviteAll(dialog: HTMLDialogElement): Promise<void> {
    const { words, api, onInvited } = this.#options;
    const csv = the("#invite-csv", HTMLTextAreaElement);
    this.#tellWrong([]);
    try {
      const made = await (await api()).inviteAll(csv.value, capsOf(dialog));
      csv.value = "";
      onInvited(words("invited.many", { n: made.invited.length }));
      this.#tellMade(dialog, made);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.errors.length === 0) throw error;
      this.#tellWrong(error.errors);
      html("#invite-wrong").focus();
    }
  }

  /** The service reads the list whole or not at all, and names the lines: csv.3.email. */
  #tellWrong(problems: readonly FieldProblem[]): void {
    const { words } = this.#options;
    const section = html("#invite-wrong");
    show(section, problems.length > 0);
    say(html("h3", section), words("invite.wrong", { n: problems.length }));
    html("ul", section).replaceChildren(
      ...problems.map(({ field, message }) => {
        const line = /^csv\.(\d+)/.exec(field)?.[1];
        return lineOf(line ? words("invite.line", { line, message }) : message);
      }),
    );
  }

  #tellMade(dialog: HTMLElement, { invited, left }: InvitedMany): void {
    const { words } = this.#options;
    const links = invited.filter(({ link }) => link !== null);
    const told = links.length > 0 ? "invite.made.links" : "invite.made";
    say(html("#invite-made-text"), words(told, { n: invited.length }));
    html("#invite-made").replaceChildren(
      ...invited.map(({ to, unsent }) => lineOf(unsent ? `${to}: ${unsent}` : to)),
      ...left.map((to) => lineOf(words("invite.left", { to }))),
    );
    const keep = button("#invite-made-save");
    show(keep, links.length > 0);
    const rows = links.map(({ to, link }) => [to, link ?? ""]);
    const file = () => new Blob([csvOf([["email", "link"], ...rows])], { type: "text/csv" });
    keep.onclick = () => save(file(), keep.dataset.name ?? "");
    step(dialog, "made");
    show(button("[data-yes]", dialog), false);
  }
}

function lineOf(text: string): HTMLElement {
  const line = document.createElement("li");
  line.textContent = text;
  return line;
}

const GIGABYTE = 10 ** 9;

function capsOf(dialog: HTMLElement): Caps {
  const count = (name: string) => the(`[data-cap=${name}]`, HTMLInputElement, dialog).valueAsNumber;
  const language = dialog.querySelector<HTMLSelectElement>("[data-cap=language]")?.value;
  return {
    deposits: count("deposits"),
    files: count("files"),
    bytes: Math.round(count("gigabytes") * GIGABYTE),
    days: count("days"),
    language: language ?? document.documentElement.lang,
  };
}

/** What the browser itself finds wrong is told by name: it knows the least and the most of each. */
function areFit(dialog: HTMLElement, words: Words): boolean {
  const fields = all("input, textarea", dialog) as HTMLInputElement[];
  for (const field of fields) field.setAttribute("aria-invalid", String(!field.validity.valid));
  const wrong = fields.find((field) => !field.validity.valid);
  if (!wrong) return true;
  const name = wrong.labels?.[0]?.firstChild?.textContent?.trim() ?? "";
  tell(dialog, words("invite.unfit", { name, reason: wrong.validationMessage }), true);
  wrong.focus();
  return false;
}

function hasLines(dialog: HTMLElement, words: Words): boolean {
  const csv = the("#invite-csv", HTMLTextAreaElement);
  if (csv.value.trim() !== "") return true;
  tell(dialog, words("invite.empty"), true);
  csv.focus();
  return false;
}
