// The status page: asks how far the deposit of its link is, and shows the answers.
import { browserEnvironment } from "./environment.ts";
import { tellAccount } from "./page/account.ts";
import { followAddress, keepAddress } from "./page/address.ts";
import { Service } from "./page/config.ts";
import { copyButton } from "./page/copying.ts";
import { button, html, say, show } from "./page/elements.ts";
import { duration } from "./page/figures.ts";
import { keepAcrossLanguages } from "./page/languages.ts";
import { type Link, parseLink } from "./page/link.ts";
import { Notice } from "./page/notice.ts";
import { PageTitle } from "./page/title.ts";
import { pageWords, type Words } from "./page/words.ts";
import { ApiProblem } from "./problem.ts";
import { showAccess } from "./status/access.ts";
import { Actions } from "./status/actions.ts";
import { offerAnother } from "./status/another.ts";
import { Citation } from "./status/citation.ts";
import { showKeeping } from "./status/keeping.ts";
import { Poller } from "./status/poller.ts";
import { StatusView } from "./status/view.ts";
import { ENDED, type Submission } from "./submission.ts";
import { TellingPart } from "./telling/asked.ts";

const DENIED = [401, 403, 404];

class StatusPage {
  readonly #words: Words;
  readonly #link: Extract<Link, { kind: "submission" }>;
  readonly #notice: Notice;
  readonly #view: StatusView;
  readonly #service = new Service();
  readonly #citation: Citation;
  readonly #poller: Poller;
  readonly #telling: TellingPart;
  #actions: Actions | null = null;
  #isShown = false;
  #forgotten: Promise<void> | undefined;

  constructor(words: Words, link: Extract<Link, { kind: "submission" }>) {
    this.#words = words;
    this.#link = link;
    this.#notice = new Notice(words, html("#status"));
    this.#citation = new Citation(words);
    const api = () => this.#service.api();
    this.#telling = new TellingPart({ words, api, deposit: () => Promise.resolve(link) });
    this.#view = new StatusView(words, new PageTitle());
    this.#poller = new Poller({
      ask: () => this.#ask(),
      environment: browserEnvironment,
      onAnswer: (submission) => this.#show(submission),
      onFailure: (error, wait) => this.#failed(error, wait),
      isFinal: (error) => error instanceof ApiProblem && DENIED.includes(error.status),
    });
  }

  start(): void {
    this.#notice.show("loading");
    copyButton(button("#link-copy"), this.#words, () => location.href);
    button("#link-mail").onclick = () => void this.#mail();
    copyButton(button("#doi-copy"), this.#words, () => html("#doi-value").textContent ?? "");
    document.addEventListener("visibilitychange", () => {
      this.#poller.visible = document.visibilityState === "visible";
    });
    void this.#poller.now();
  }

  async #mail(): Promise<void> {
    const { openWayBack } = await import("./way-back/way-back.ts");
    openWayBack({ words: this.#words, api: () => this.#service.api() });
  }

  async #ask(): Promise<Submission> {
    const { id, key } = this.#link;
    const api = (await this.#service.api()).submission(id, key);
    const onAnswer = (submission: Submission) => this.#poller.take(submission);
    this.#actions ??= new Actions({ words: this.#words, api, id, key, onAnswer });
    return api.read();
  }

  #show(submission: Submission): void {
    this.#view.show(submission);
    tellAccount(submission, this.#words);
    showAccess(submission, this.#words);
    showKeeping(submission, this.#words);
    offerAnother(submission);
    this.#tell(submission);
    void this.#citation.show(submission, () => this.#service.api());
    this.#actions?.show(submission);
    this.#ownAccount(submission);
    say(html("#line"), "");
    if (ENDED.includes(submission.state)) void this.#forget();
    if (!this.#isShown) this.#notice.hide();
    this.#isShown = true;
  }

  /** The account that it goes to may have to be opened to it again. */
  #ownAccount(submission: Submission): void {
    const place = document.querySelector<HTMLElement>("#own-account");
    if (place) show(place, submission.token_wanted);
    if (!submission.token_wanted) return;
    const onAnswer = (answer: Submission) => this.#poller.take(answer);
    const around = { words: this.#words, api: () => this.#service.api(), ...this.#link };
    import("./doors/again.ts").then(
      ({ openAgain }) => openAgain({ ...around, submission, onAnswer }),
      // The next answer tries again.
      () => undefined,
    );
  }

  /** Who is told can take that back to the end; nobody begins when there is nothing to tell. */
  #tell({ state, told }: Submission): void {
    const isWanted = told || !ENDED.includes(state);
    const part = document.querySelector<HTMLElement>("#telling");
    if (part) show(part, isWanted);
    this.#telling.show(told, isWanted);
  }

  async #forget(): Promise<void> {
    this.#forgotten ??= import("./way-back/forgetting.ts").then(({ forgetDeposit }) =>
      forgetDeposit(this.#link.id),
    );
    await this.#forgotten.catch(() => undefined);
  }

  #failed(_error: unknown, wait: number | null): void {
    if (wait === null) {
      this.#notice.show("denied");
      void this.#forget();
    } else if (this.#isShown) {
      const time = duration(wait / 1000, this.#words);
      say(html("#line"), this.#words("line.offline", { time }));
    } else {
      this.#notice.show("away", { again: () => void this.#poller.now() });
    }
  }
}

keepAddress();
keepAcrossLanguages();
followAddress();
const words = pageWords();
const link = parseLink(location.hash);
if (link.kind === "submission") new StatusPage(words, link).start();
else new Notice(words, html("#status")).show("none");
