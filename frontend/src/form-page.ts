// The form page: puts its parts together and decides which of its faces is shown.
import { browserEnvironment } from "./environment.ts";
import { FilesPanel } from "./files/files-panel.ts";
import type { Desk } from "./filling/desk.ts";
import { Doors } from "./filling/doors.ts";
import { Autosave } from "./form/autosave.ts";
import { offerFirst } from "./form/beginning.ts";
import { Begun } from "./form/begun.ts";
import { Deposit, type OpenDeposit } from "./form/deposit.ts";
import { DepositForm } from "./form/deposit-form.ts";
import { Device } from "./form/device.ts";
import { DoiPanel } from "./form/doi.ts";
import { Draft } from "./form/draft.ts";
import { tellIdentifiers } from "./form/identifiers.ts";
import { DeviceJournal } from "./form/journal.ts";
import { KeptWords } from "./form/kept-words.ts";
import { followLookups } from "./form/lookups.ts";
import { orcidOnLeaving } from "./form/orcid.ts";
import { Previews } from "./form/previews.ts";
import { Problems } from "./form/problems.ts";
import { Progress } from "./form/progress.ts";
import { same } from "./form/same.ts";
import { SaveWords } from "./form/save-state.ts";
import { Sending } from "./form/sending.ts";
import { Versions } from "./form/versions.ts";
import { tellFormer } from "./former/asked.ts";
import { tellAccount } from "./page/account.ts";
import { followAddress, goTo, keepAddress } from "./page/address.ts";
import { Service } from "./page/config.ts";
import { followReading } from "./page/contents.ts";
import { html } from "./page/elements.ts";
import { tellEnding, tellSaid } from "./page/ending.ts";
import { keepAcrossLanguages } from "./page/languages.ts";
import { type Link, pageAddress, parseLink, submissionHash } from "./page/link.ts";
import { Notice } from "./page/notice.ts";
import { chosenRepository, nameRepository } from "./page/repository.ts";
import { PageTitle } from "./page/title.ts";
import { pageWords } from "./page/words.ts";
import { ApiProblem } from "./problem.ts";
import type { Metadata, Submission } from "./submission.ts";
import { TellingPart } from "./telling/asked.ts";

/** What another/template.ts keeps, until there is a deposit for it. */
const ANOTHER = "zenferry:another";
const DENIED = [401, 403, 404];

class FormPage {
  readonly #words = pageWords();
  readonly #title = new PageTitle();
  readonly #notice = new Notice(this.#words, html("#desk"));
  readonly #saveWords = new SaveWords(this.#words);
  readonly #service = new Service();
  readonly #form = new DepositForm(this.#words, () => this.#autosave.changed());
  readonly #problems = new Problems(this.#form.element, this.#words, this.#title);
  readonly #opened = () => this.#deposit.opened();
  readonly #link: Exclude<Link, { kind: "none" }>;
  readonly #deposit: Deposit;
  readonly #device = new Device(localStorage, new DeviceJournal());
  readonly #begun = new Begun(this.#device);
  readonly #kept: KeptWords;
  readonly #files: FilesPanel;
  readonly #autosave: Autosave;
  readonly #progress: Progress;
  readonly #doi: DoiPanel;
  readonly #previews: Previews;
  readonly #doors: Doors;
  readonly #versions: Versions;
  readonly #telling: TellingPart;
  #draft: Draft | null = null;

  constructor(link: Exclude<Link, { kind: "none" }>) {
    this.#link = link;
    this.#deposit = new Deposit(link, {
      api: () => this.#service.api(),
      store: sessionStorage,
      language: document.documentElement.lang,
      onOpened: (deposit) => this.#isOpen(deposit),
    });
    this.#kept = new KeptWords(this.#device, this.#deposit.id);
    this.#autosave = this.#makeAutosave();
    this.#files = this.#makeFiles();
    this.#progress = new Progress(this.#form.element, {
      words: this.#words,
      environment: browserEnvironment,
      files: () => this.#files.toFill,
    });
    followLookups(this.#form.element, {
      words: this.#words,
      api: () => this.#service.api(),
      written: (scope) => this.#form.written(scope),
    });
    orcidOnLeaving(this.#form.element, {
      changed: () => this.#autosave.changed(),
      judged: (field, wrong) => this.#problems.judge(field, wrong && this.#words(wrong)),
    });
    tellIdentifiers(this.#form.element);
    this.#follow();
    const desk = this.#desk();
    this.#doors = new Doors(desk);
    this.#versions = new Versions({ ...this.#parts(), ...desk, deposit: this.#deposit.id });
    const shared = { words: this.#words, autosave: this.#autosave, opened: this.#opened };
    this.#doi = new DoiPanel(shared);
    this.#telling = new TellingPart({ ...desk, deposit: this.#opened });
    this.#previews = this.#makePreviews();
    new Sending({ ...shared, files: this.#files, problems: this.#problems, onSent: this.#sent });
    this.#progress.refresh();
  }

  #follow(): void {
    // A tab that is put aside may never come back.
    addEventListener("pagehide", () => this.#autosave.keepHere());
    document.addEventListener("visibilitychange", () => this.#autosave.hurry());
    addEventListener("beforeunload", (event) => {
      if (this.#autosave.isAtRisk) event.preventDefault();
    });
    // A field that is left is judged at once.
    this.#form.element.addEventListener("change", () => {
      this.#nameRepository();
      void this.#autosave.flush();
    });
  }

  #desk(): Desk {
    return {
      words: this.#words,
      form: this.#form,
      changed: () => this.#autosave.changed(),
      isBegun: () => this.#link.kind === "submission" || this.#autosave.isBegun,
      api: () => this.#service.api(),
    };
  }

  #parts() {
    return { autosave: this.#autosave, kept: this.#kept, doors: this.#doors };
  }

  readonly #sent = (deposit: OpenDeposit): void => {
    this.#files.release();
    this.#kept.forgetAside();
    leave(deposit);
  };

  start(): void {
    if (this.#link.kind === "invitation") void this.#startAnew(this.#link);
    else void this.#load();
  }

  async #startAnew({ invitation, former }: Link & { kind: "invitation" }): Promise<void> {
    const begin = () => void (former ? this.#load() : this.#begin(invitation));
    const isAsked = this.#deposit.isPending || sessionStorage.getItem(ANOTHER) !== null;
    if (isAsked) begin();
    else await offerFirst(this.#begun, invitation, { words: this.#words, begin });
  }

  async #begin(invitation: string): Promise<void> {
    this.#notice.hide();
    this.#draft = new Draft(this.#device, invitation);
    // The answer to the first attempt was lost: what was typed then is still here.
    if (this.#deposit.isPending) return this.#goOn();
    const words = await this.#draft.words();
    if (words) this.#bringBack(words);
    else this.#doors.begin();
  }

  async #goOn(): Promise<void> {
    await this.#restore(null);
    void this.#opened().catch((error) => this.#refused(error));
  }

  /** Typed before this window, and not sent to the service by then. */
  #bringBack(words: Metadata): void {
    this.#form.values = words;
    this.#autosave.changed();
  }

  async #load(): Promise<void> {
    this.#notice.show("loading");
    try {
      const { submission } = await this.#opened();
      if (!submission.actions.includes("edit")) return leave(await this.#opened());
      await this.#restore(submission);
      await this.#files.ready();
      this.#notice.hide();
      this.#pointAt(submission);
      if (sessionStorage.getItem(ANOTHER) !== null) this.#doors.begin();
    } catch (error) {
      this.#refused(error);
    }
  }

  async #restore(submission: Submission | null): Promise<void> {
    const kept = await this.#kept.read();
    const values = kept?.values ?? submission?.metadata ?? {};
    if (Object.keys(values).length > 0) this.#form.values = values;
    this.#progress.refresh();
    this.#nameRepository();
    tellEnding(submission, this.#words);
    tellSaid(submission);
    const parts = { deposit: this.#opened, files: this.#files, words: this.#words };
    if (submission?.basis) void tellFormer(submission, parts);
    if (submission) tellAccount(submission, this.#words);
    if (submission) this.#problems.found = submission.problems;
    if (submission) this.#telling.show(submission.told);
    if (kept && !same(kept.values, submission?.metadata)) this.#autosave.goOn(kept);
    else this.#kept.forget();
    if (!kept && submission && Object.keys(values).length > 0)
      this.#saveWords.show({ name: "saved" });
    this.#previews.saved();
    await this.#versions.offerAside();
  }

  #nameRepository(): void {
    const chosen = chosenRepository(this.#form.element);
    if (chosen) nameRepository(chosen);
  }

  /** The status page sends people to the very field that needs them. */
  #pointAt({ attention }: Submission): void {
    if (!attention?.field) return;
    if (attention.field.startsWith("files")) goTo(html("#section-files"));
    else this.#problems.pointAt(attention.field, attention.message);
  }

  #isOpen(deposit: OpenDeposit): void {
    void this.#begun.opened(this.#link, deposit).catch(() => null);
    history.replaceState(null, "", submissionHash(deposit.id, deposit.key));
    void this.#draft?.forget();
    this.#draft = null;
    // Opened at another door, it is blank still, and waits for that.
    const isBlank = this.#link.kind === "submission" && deposit.submission.revision === 0;
    if (!isBlank) sessionStorage.removeItem(ANOTHER);
    this.#files.attach(deposit);
    this.#saveWords.begin();
    this.#doi.show(deposit.submission.repository.doi);
  }

  #makeAutosave(): Autosave {
    return new Autosave({
      opened: this.#opened,
      values: () => this.#form.values,
      kept: this.#kept,
      environment: browserEnvironment,
      onState: (state) => {
        this.#saveWords.show(state);
        if (state.name === "saved") this.#previews.saved();
        if (state.name === "waiting") void this.#draft?.remember(this.#deposit.id);
        if (state.name === "stale") this.#versions.ask();
      },
      onSaved: (revision) => this.#versions.saved(revision),
      onProblems: (problems) => {
        this.#problems.found = problems;
      },
      onRefused: (problem) => DENIED.includes(problem.status) && this.#refused(problem),
    });
  }

  #makeFiles(): FilesPanel {
    return new FilesPanel({
      words: this.#words,
      title: this.#title,
      opened: this.#opened,
      onChange: () => {
        this.#problems.keepOfFiles(this.#files.problems());
        this.#progress.filesChanged();
      },
      onChosen: (files) => this.#doors.offer(files),
      onError: (error) => this.#refused(error),
    });
  }

  #makePreviews(): Previews {
    return new Previews({
      words: this.#words,
      api: () => this.#service.api(),
      form: this.#form.element,
      request: () => ({
        values: this.#form.values,
        language: document.documentElement.lang,
        doi: this.#doi.value,
        files: this.#files.listed,
      }),
    });
  }

  /** No form without a deposit: what was typed stays on the page and on this device. */
  #refused(error: unknown): void {
    const isAnswer = error instanceof ApiProblem && error.status < 500;
    const isRefused = isAnswer && [403, 409].includes(error.status);
    const isInvitation = this.#link.kind === "invitation" && isRefused;
    if (isAnswer && DENIED.includes(error.status)) void this.#begun.forget(this.#deposit.id);
    if (isInvitation) this.#notice.show("invitation", { text: error.message });
    else if (isAnswer) this.#notice.show("denied");
    else this.#notice.show("away", { again: () => this.start() });
  }
}

function leave({ id, key }: OpenDeposit): void {
  location.assign(pageAddress("status/", submissionHash(id, key)));
}

keepAddress();
keepAcrossLanguages();
followAddress();
followReading();
const link = parseLink(location.hash);
if (link.kind === "none") {
  const words = pageWords();
  const notice = new Notice(words, html("#desk"));
  const service = new Service();
  const isAnother = sessionStorage.getItem(ANOTHER) !== null;
  import("./doors/doors.ts").then(
    ({ openDoors }) => openDoors({ words, notice, isAnother, api: () => service.api() }),
    () => notice.show("away", { again: () => location.reload() }),
  );
} else new FormPage(link).start();
