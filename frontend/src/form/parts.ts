// What the form page is made of, put together: fields, files, saving, previews, sending. Which of
// the page's faces is shown is not theirs to know; what matters for that is told to `options`.
import { browserEnvironment } from "../environment.ts";
import { FilesPanel } from "../files/files-panel.ts";
import type { Desk } from "../filling/desk.ts";
import { Doors } from "../filling/doors.ts";
import { Service } from "../page/config.ts";
import type { Link } from "../page/link.ts";
import { chosenRepository, nameRepository } from "../page/repository.ts";
import { PageTitle } from "../page/title.ts";
import type { Words } from "../page/words.ts";
import type { ApiProblem } from "../problem.ts";
import { TellingPart } from "../telling/asked.ts";
import { Autosave } from "./autosave.ts";
import { Deposit, type OpenDeposit } from "./deposit.ts";
import { DepositForm } from "./deposit-form.ts";
import type { Device } from "./device.ts";
import { DoiPanel } from "./doi.ts";
import { tellIdentifiers } from "./identifiers.ts";
import { KeptWords } from "./kept-words.ts";
import { followLookups } from "./lookups.ts";
import { orcidOnLeaving } from "./orcid.ts";
import { Previews } from "./previews.ts";
import { Problems } from "./problems.ts";
import { Progress } from "./progress.ts";
import { SaveWords } from "./save-state.ts";
import { Sending } from "./sending.ts";
import { Versions } from "./versions.ts";

/** Any but that of a page without one. */
export type FormLink = Exclude<Link, { kind: "none" }>;

export interface PartsOptions {
  readonly words: Words;
  readonly link: FormLink;
  readonly device: Device;
  readonly onOpened: (deposit: OpenDeposit) => void;
  /** Words are only here yet. */
  readonly onUnsent: () => void;
  readonly onSent: (deposit: OpenDeposit) => void;
  readonly onDenied: (problem: ApiProblem) => void;
  readonly onError: (error: unknown) => void;
}

export class Parts {
  readonly #options: PartsOptions;
  readonly #title = new PageTitle();
  readonly #service = new Service();
  readonly #progress: Progress;
  readonly saveWords: SaveWords;
  readonly form: DepositForm;
  readonly problems: Problems;
  readonly deposit: Deposit;
  readonly kept: KeptWords;
  readonly files: FilesPanel;
  readonly autosave: Autosave;
  readonly doi: DoiPanel;
  readonly previews: Previews;
  readonly doors: Doors;
  readonly versions: Versions;
  readonly telling: TellingPart;
  readonly opened = () => this.deposit.opened();

  constructor(options: PartsOptions) {
    this.#options = options;
    const { words, link, device, onOpened, onSent } = options;
    this.saveWords = new SaveWords(words);
    this.form = new DepositForm(words, () => this.autosave.changed());
    this.problems = new Problems(this.form.element, words, this.#title);
    this.deposit = new Deposit(link, {
      api: () => this.#service.api(),
      store: sessionStorage,
      language: document.documentElement.lang,
      onOpened,
    });
    this.kept = new KeptWords(device, this.deposit.id);
    this.autosave = this.#makeAutosave();
    this.files = this.#makeFiles();
    const files = () => this.files.toFill;
    const counted = { words, environment: browserEnvironment, files };
    this.#progress = new Progress(this.form.element, counted);
    this.#followFields();
    this.#followPage();
    const desk = this.#desk();
    this.doors = new Doors(desk);
    this.versions = new Versions({
      ...{ autosave: this.autosave, kept: this.kept, doors: this.doors },
      ...{ ...desk, deposit: this.deposit.id },
    });
    const shared = { words, autosave: this.autosave, opened: this.opened };
    this.doi = new DoiPanel(shared);
    this.telling = new TellingPart({ ...desk, deposit: this.opened });
    this.previews = this.#makePreviews();
    new Sending({ ...shared, files: this.files, problems: this.problems, onSent });
    this.#progress.refresh();
  }

  /** What was typed before, somewhere or at some time else. */
  fill(values: DepositForm["values"]): void {
    if (Object.keys(values).length > 0) this.form.values = values;
    this.#progress.refresh();
    this.#nameRepository();
  }

  #nameRepository(): void {
    const chosen = chosenRepository(this.form.element);
    if (chosen) nameRepository(chosen);
  }

  #followFields(): void {
    const { words } = this.#options;
    followLookups(this.form.element, {
      words,
      api: () => this.#service.api(),
      written: (scope) => this.form.written(scope),
    });
    orcidOnLeaving(this.form.element, {
      changed: () => this.autosave.changed(),
      judged: (field, wrong) => this.problems.judge(field, wrong && words(wrong)),
    });
    tellIdentifiers(this.form.element);
  }

  #followPage(): void {
    // A tab that is put aside may never come back.
    addEventListener("pagehide", () => this.autosave.keepHere());
    document.addEventListener("visibilitychange", () => this.autosave.hurry());
    addEventListener("beforeunload", (event) => {
      if (this.autosave.isAtRisk) event.preventDefault();
    });
    // A field that is left is judged at once.
    this.form.element.addEventListener("change", () => {
      this.#nameRepository();
      void this.autosave.flush();
    });
  }

  #desk(): Desk {
    const { words, link } = this.#options;
    return {
      words,
      form: this.form,
      changed: () => this.autosave.changed(),
      isBegun: () => link.kind === "submission" || this.autosave.isBegun,
      api: () => this.#service.api(),
    };
  }

  #makeAutosave(): Autosave {
    return new Autosave({
      opened: this.opened,
      values: () => this.form.values,
      kept: this.kept,
      environment: browserEnvironment,
      onState: (state) => {
        this.saveWords.show(state);
        if (state.name === "saved") this.previews.saved();
        if (state.name === "waiting") this.#options.onUnsent();
        if (state.name === "stale") this.versions.ask();
      },
      onSaved: (revision) => this.versions.saved(revision),
      onProblems: (problems) => {
        this.problems.found = problems;
      },
      onRefused: this.#options.onDenied,
    });
  }

  #makeFiles(): FilesPanel {
    const { words, onError } = this.#options;
    return new FilesPanel({
      words,
      title: this.#title,
      opened: this.opened,
      onChange: () => {
        this.problems.keepOfFiles(this.files.problems());
        this.#progress.filesChanged();
      },
      onChosen: (files) => this.doors.offer(files),
      onError,
    });
  }

  #makePreviews(): Previews {
    return new Previews({
      words: this.#options.words,
      api: () => this.#service.api(),
      form: this.form.element,
      request: () => ({
        values: this.form.values,
        language: document.documentElement.lang,
        doi: this.doi.value,
        files: this.files.listed,
      }),
    });
  }
}
