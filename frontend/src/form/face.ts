// What the form page shows: the form, filled with what there is, or a word on why there is none.
import { tellFormer } from "../former/asked.ts";
import { tellAccount } from "../page/account.ts";
import { goTo } from "../page/address.ts";
import { html } from "../page/elements.ts";
import { tellEnding, tellSaid } from "../page/ending.ts";
import { type Link, pageAddress, submissionHash } from "../page/link.ts";
import { Notice } from "../page/notice.ts";
import { settleRepository } from "../page/repository.ts";
import { pageWords } from "../page/words.ts";
import { ApiProblem } from "../problem.ts";
import type { Submission } from "../submission.ts";
import { offerFirst } from "./beginning.ts";
import { Begun } from "./begun.ts";
import type { OpenDeposit } from "./deposit.ts";
import { Device } from "./device.ts";
import { Draft } from "./draft.ts";
import { DeviceJournal } from "./journal.ts";
import { type FormLink, Parts } from "./parts.ts";
import { same } from "./same.ts";

/** What another/template.ts keeps, until there is a deposit for it. */
const ANOTHER = "zenferry:another";
const DENIED = [401, 403, 404];

export function isAnother(): boolean {
  return sessionStorage.getItem(ANOTHER) !== null;
}

export class FormFace {
  readonly #words = pageWords();
  readonly #notice = new Notice(this.#words, html("#desk"));
  readonly #device = new Device(localStorage, new DeviceJournal());
  readonly #begun = new Begun(this.#device);
  readonly #link: FormLink;
  readonly #parts: Parts;
  #draft: Draft | null = null;

  constructor(link: FormLink) {
    this.#link = link;
    this.#parts = new Parts({
      words: this.#words,
      link,
      device: this.#device,
      onOpened: (deposit) => this.#isOpen(deposit),
      onUnsent: () => void this.#draft?.remember(this.#parts.deposit.id),
      onSent: (deposit) => this.#sent(deposit),
      onDenied: (problem) => DENIED.includes(problem.status) && this.#refused(problem),
      onError: (error) => this.#refused(error),
    });
  }

  start(): void {
    if (this.#link.kind === "invitation") void this.#startAnew(this.#link);
    else void this.#load();
  }

  async #startAnew({ invitation, former }: Link & { kind: "invitation" }): Promise<void> {
    const begin = () => void (former ? this.#load() : this.#begin(invitation));
    if (this.#parts.deposit.isPending || isAnother()) begin();
    else await offerFirst(this.#begun, invitation, { words: this.#words, begin });
  }

  async #begin(invitation: string): Promise<void> {
    this.#notice.hide();
    this.#draft = new Draft(this.#device, invitation);
    const { deposit, form, autosave, doors } = this.#parts;
    // The answer to the first attempt was lost: what was typed then is still here.
    if (deposit.isPending) return this.#goOn();
    const words = await this.#draft.words();
    if (!words) return doors.begin();
    // Typed before this window, and not sent to the service by then.
    form.values = words;
    autosave.changed();
  }

  async #goOn(): Promise<void> {
    await this.#restore(null);
    void this.#parts.opened().catch((error) => this.#refused(error));
  }

  async #load(): Promise<void> {
    this.#notice.show("loading");
    try {
      const deposit = await this.#parts.opened();
      const { submission } = deposit;
      if (!submission.actions.includes("edit")) return leave(deposit);
      await this.#restore(submission);
      await this.#parts.files.ready();
      this.#notice.hide();
      this.#pointAt(submission);
      if (isAnother()) this.#parts.doors.begin();
    } catch (error) {
      this.#refused(error);
    }
  }

  async #restore(submission: Submission | null): Promise<void> {
    const { kept, autosave, saveWords, previews, versions } = this.#parts;
    const here = await kept.read();
    const values = here?.values ?? submission?.metadata ?? {};
    if (submission?.account) settleRepository(html("#deposit"), submission.repository.key);
    this.#parts.fill(values);
    tellEnding(submission, this.#words);
    if (submission) this.#tell(submission);
    if (here && !same(here.values, submission?.metadata)) autosave.goOn(here);
    else kept.forget();
    if (!here && submission && Object.keys(values).length > 0) saveWords.show({ name: "saved" });
    previews.saved();
    await versions.offerAside();
  }

  /** All that stands beside its words. */
  #tell(submission: Submission): void {
    const { opened, files, problems, telling } = this.#parts;
    tellSaid(submission);
    if (submission.basis)
      void tellFormer(submission, { deposit: opened, files, words: this.#words });
    tellAccount(submission, this.#words);
    problems.found = submission.problems;
    telling.show(submission.told);
  }

  /** The status page sends people to the very field that needs them. */
  #pointAt({ attention }: Submission): void {
    if (!attention?.field) return;
    if (attention.field.startsWith("files")) goTo(html("#section-files"));
    else this.#parts.problems.pointAt(attention.field, attention.message);
  }

  #isOpen(deposit: OpenDeposit): void {
    void this.#begun.opened(this.#link, deposit).catch(() => null);
    history.replaceState(null, "", submissionHash(deposit.id, deposit.key));
    void this.#draft?.forget();
    this.#draft = null;
    // Opened at another door, it is blank still, and waits for that.
    const isBlank = this.#link.kind === "submission" && deposit.submission.revision === 0;
    if (!isBlank) sessionStorage.removeItem(ANOTHER);
    const { files, saveWords, doi } = this.#parts;
    files.attach(deposit);
    saveWords.begin();
    doi.show(deposit.submission.repository.doi);
  }

  #sent(deposit: OpenDeposit): void {
    this.#parts.files.release();
    this.#parts.kept.forgetAside();
    leave(deposit);
  }

  /** No form without a deposit: what was typed stays on the page and on this device. */
  #refused(error: unknown): void {
    const isAnswer = error instanceof ApiProblem && error.status < 500;
    const isRefused = isAnswer && [403, 409].includes(error.status);
    const isInvitation = this.#link.kind === "invitation" && isRefused;
    if (isAnswer && DENIED.includes(error.status)) void this.#begun.forget(this.#parts.deposit.id);
    if (isInvitation) this.#notice.show("invitation", { text: error.message });
    else if (isAnswer) this.#notice.show("denied");
    else this.#notice.show("away", { again: () => this.start() });
  }
}

function leave({ id, key }: OpenDeposit): void {
  location.assign(pageAddress("status/", submissionHash(id, key)));
}
