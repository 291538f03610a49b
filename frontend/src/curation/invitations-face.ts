// Who may deposit, how much of each invitation is used, and taking one back.
import { button, copyOf, html, say, show, the } from "../page/elements.ts";
import { bytes, day } from "../page/figures.ts";
import type { Words } from "../page/words.ts";
import type { Invitation, Use } from "./answers.ts";
import type { CurationApi } from "./api.ts";
import { ask } from "./asking.ts";
import { tellFailure } from "./failing.ts";
import { InviteDialogs } from "./invite.ts";
import { Pager } from "./pager.ts";
import { pagesOf } from "./pages.ts";
import { hasNoEnd, standingOf } from "./standing.ts";

export interface InvitationsOptions {
  readonly words: Words;
  readonly api: () => Promise<CurationApi>;
}

const USES = ["deposits", "files", "bytes"] as const;

export class InvitationsFace {
  readonly #options: InvitationsOptions;
  readonly #pager: Pager;
  #all: readonly Invitation[] = [];
  #isReading = false;

  constructor(options: InvitationsOptions) {
    this.#options = options;
    this.#pager = new Pager("#invitations-pager", options.words, () => this.#draw());
    const redraw = () => {
      this.#pager.first();
      this.#draw();
    };
    the("#invitation-text", HTMLInputElement).oninput = redraw;
    the("#invitation-open", HTMLInputElement).onchange = redraw;
    the("#invitation-wishes", HTMLFormElement).onsubmit = (event) => event.preventDefault();
    new InviteDialogs({ ...options, onInvited: (told) => this.#invited(told) });
  }

  async read(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    tellFailure("#invitations-error", null, this.#options.words);
    if (this.#all.length === 0) {
      say(html("#invitations-told"), this.#options.words("invitations.reading"));
    }
    try {
      await this.#pages();
      this.#draw();
    } catch (error) {
      tellFailure("#invitations-error", error, this.#options.words);
    } finally {
      this.#isReading = false;
    }
  }

  async #pages(): Promise<void> {
    const api = await this.#options.api();
    const seen: Invitation[] = [];
    for await (const page of pagesOf((before) => api.invitations(before))) {
      seen.push(...page.invitations);
    }
    this.#all = seen;
  }

  #invited(told: string): void {
    say(html("#invitations-done"), told);
    void this.read();
  }

  #draw(): void {
    const { words } = this.#options;
    const text = the("#invitation-text", HTMLInputElement).value.trim().toLowerCase();
    const isOpenOnly = the("#invitation-open", HTMLInputElement).checked;
    const found = this.#all.filter(
      (each) =>
        (!isOpenOnly || standingOf(each, Date.now()) === "open") &&
        `${each.note}\n${each.to}\n${each.id}`.toLowerCase().includes(text),
    );
    const { from, to } = this.#pager.show(found.length);
    html("#invitation-list tbody").replaceChildren(
      ...found.slice(from, to).map((each) => this.#row(each)),
    );
    const open = this.#all.filter((each) => standingOf(each, Date.now()) === "open").length;
    const lede = open > 0 ? words("invitations.open", { n: open }) : words("invitations.open.none");
    say(html("#invitations-lede"), lede);
    const told = found.length > 0 ? words("invitations.found", { n: found.length }) : "";
    say(html("#invitations-told"), told);
    show(html("#invitation-list"), found.length > 0);
    show(html("#invitations-empty"), found.length === 0);
    const nothing = this.#all.length === 0 ? "invitations.nothing" : "invitations.none";
    say(html("#invitations-empty"), words(nothing));
  }

  #row(invitation: Invitation): HTMLElement {
    const { words } = this.#options;
    const made = copyOf(the("#invitation-row", HTMLTemplateElement));
    const standing = standingOf(invitation, Date.now());
    // An account has no note, and what it is stands below.
    const unnamed = invitation.kind === "account" ? "" : words("invitation.unnamed");
    say(html("[data-note]", made), invitation.note || invitation.to || unnamed);
    say(html("[data-from]", made), this.#about(invitation));
    const state = html("[data-state]", made);
    state.dataset.state = standing;
    say(state, words(`invitation.${standing}`));
    say(html("[data-until]", made), this.#until(invitation));
    for (const name of USES) this.#use(made, name, invitation[name]);
    const revoke = button("[data-revoke]", made);
    show(revoke, standing === "open" || standing === "used");
    revoke.onclick = () => this.#revoke(invitation);
    return made;
  }

  #until(invitation: Invitation): string {
    const isEndless = invitation.revoked === null && hasNoEnd(invitation);
    if (isEndless) return this.#options.words("invitation.endless");
    return day(invitation.revoked ?? invitation.expires);
  }

  #about({ kind, to, by, created, note }: Invitation): string {
    const { words } = this.#options;
    const kinds = kind === "invitation" ? "" : words(`kind.${kind}`);
    const made = words("invitation.made", { by: by.replace(/^curator:/, ""), date: day(created) });
    return [kinds, note === "" ? "" : to, made].filter(Boolean).join(" · ");
  }

  #use(row: HTMLElement, name: (typeof USES)[number], { used, most }: Use): void {
    const [one, other] = name === "bytes" ? [bytes(used), bytes(most)] : [used, most];
    const value = this.#options.words("use.of", { used: one, most: other });
    say(html(`[data-use=${name}]`, row), value);
    const bar = the(`[data-used=${name}]`, HTMLProgressElement, row);
    bar.value = most > 0 ? used / most : 0;
  }

  #revoke(invitation: Invitation): void {
    const { words, api } = this.#options;
    const name = invitation.note || invitation.to || invitation.id;
    say(html("#revoke-text"), name);
    const dialog = ask("#revoke", {
      words,
      act: async () => {
        await (await api()).revoke(invitation.id);
        dialog.close();
        this.#invited(words("revoke.done", { name }));
        html("#invitations-heading").focus();
      },
    });
  }
}
