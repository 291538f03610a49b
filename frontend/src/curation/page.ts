// The desk put together: who is signed in, which face is shown, and what is read for it.
import { browserEnvironment } from "../environment.ts";
import { apiBase } from "../page/config.ts";
import { all, button, html, say, show } from "../page/elements.ts";
import { PageTitle } from "../page/title.ts";
import type { Words } from "../page/words.ts";
import { Acts } from "./acts.ts";
import type { DeskSession } from "./answers.ts";
import { CurationApi } from "./api.ts";
import { followDownloads } from "./downloads.ts";
import { InvitationsFace } from "./invitations-face.ts";
import { ListFace } from "./list-face.ts";
import { Loading } from "./loading.ts";
import { NamesOfList } from "./names.ts";
import { OneFace } from "./one-face.ts";
import { logFace, recordsFace } from "./papers.ts";
import { RecordPart } from "./record-part.ts";
import { type Face, type Route, routeOf } from "./route.ts";
import { Rows } from "./row.ts";
import { SessionKeeper } from "./session.ts";
import { SigningIn, type Why } from "./signing-in.ts";
import { VersionsFace } from "./versions-face.ts";
import { WayIn } from "./way-in.ts";

export class CurationPage {
  readonly #words: Words;
  readonly #title = new PageTitle();
  readonly #keeper = new SessionKeeper(sessionStorage);
  readonly #wayIn = new WayIn(localStorage);
  readonly #signingIn: SigningIn;
  readonly #loading: Loading;
  readonly #list: ListFace;
  readonly #rows: Rows;
  readonly #names: NamesOfList;
  readonly #one: OneFace;
  readonly #record: RecordPart;
  readonly #acts: Acts;
  readonly #faces: Readonly<Partial<Record<Face, () => Promise<void>>>>;
  #api: Promise<CurationApi> | undefined;
  #shown = "";
  #callOff = () => {};

  constructor(words: Words) {
    this.#words = words;
    const api = () => this.#service();
    const shared = { words, api };
    this.#signingIn = new SigningIn({
      ...shared,
      onSession: (session) => this.#enter(session),
      onAsked: () => this.#wayIn.keep(location.hash),
      onUsed: () => history.replaceState(null, "", this.#wayIn.hash),
    });
    this.#loading = new Loading({
      ask: async (before, signal) => (await api()).submissions(before, signal),
      askUrgent: async (signal) => (await api()).urgent(signal),
      environment: browserEnvironment,
      onRows: () => this.#list.draw(),
    });
    this.#names = new NamesOfList(api, () => {
      this.#rows.renamed();
      this.#list.draw();
    });
    this.#rows = new Rows(this.#names);
    const list = { words, title: this.#title, loading: this.#loading, rows: this.#rows };
    this.#list = new ListFace(list);
    this.#one = new OneFace(words);
    this.#record = new RecordPart(words);
    this.#acts = new Acts({ ...shared, again: () => this.#readOne() });
    const [invitations, versions] = [new InvitationsFace(shared), new VersionsFace(shared)];
    const [records, log] = [recordsFace(shared), logFace(shared)];
    this.#faces = {
      invitations: () => invitations.read(),
      versions: () => versions.read(),
      records: () => records.read(),
      log: () => log.read(),
    };
    followDownloads(shared);
    this.#follow();
  }

  #follow(): void {
    // A place on the desk is no place on the page, so the template has no link to it.
    for (const link of all("[data-route]", document)) {
      link.setAttribute("href", `#${link.dataset.route}`);
    }
    addEventListener("hashchange", () => this.#go());
    button("#sign-out").onclick = () => void this.#leave();
    button("#one-again").onclick = () => this.#open();
  }

  start(): void {
    this.#go();
  }

  get #route(): Route {
    return routeOf(location.hash);
  }

  /** The address says where to be; who is not signed in is asked to, and is there afterwards. */
  #go(): void {
    const route = this.#route;
    if (route.kind === "sign-in") this.#ask("link", route.secret);
    else if (this.#keeper.current) this.#enterAs(this.#keeper.current);
    else this.#ask("first");
  }

  #ask(why: Why, secret = ""): void {
    this.#loading.stop();
    this.#callOff();
    this.#title.main = null;
    show(html("#desk"), false);
    show(html("#signed-in"), false);
    for (const dialog of document.querySelectorAll("dialog")) dialog.close();
    this.#signingIn.show(why, secret);
  }

  #enter(session: DeskSession): void {
    this.#keeper.keep(session);
    this.#wayIn.forget();
    this.#go();
  }

  #enterAs(session: DeskSession): void {
    this.#signingIn.hide();
    this.#tellSession(session);
    show(html("#desk"), true);
    if (!this.#loading.isWhole && !this.#loading.isReading) {
      void this.#loading.read().then(() => this.#names.read());
      void this.#faces.versions?.();
    }
    this.#open();
  }

  #tellSession({ curator, ends }: DeskSession): void {
    say(html("#curator"), curator.name);
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" });
    say(html("#session-ends"), this.#words("session.ends", { time: time.format(new Date(ends)) }));
    show(html("#signed-in"), true);
    this.#callOff();
    this.#callOff = browserEnvironment.after(this.#keeper.left ?? 0, () => this.#lost());
  }

  #open(): void {
    const route = this.#route;
    const face = route.kind === "face" ? route.face : "submissions";
    const shown = route.kind === "submission" ? "submission" : face;
    for (const each of all(".face", html("#desk"))) show(each, each.id === `face-${shown}`);
    for (const link of all("[data-face]", html("#desk"))) {
      const isHere = link.dataset.face === face;
      if (isHere) link.setAttribute("aria-current", shown === "submission" ? "true" : "page");
      else link.removeAttribute("aria-current");
    }
    if (route.kind === "submission") {
      this.#one.reading();
      const read = this.#readOne().then(() => this.#headTo("#one-heading"));
      // What went wrong is told in its place.
      void read.catch(() => undefined);
    } else {
      void this.#faces[face]?.();
      this.#headTo(`#face-${face} h1`);
    }
  }

  /** Whoever listens hears where they are; not at the very beginning, when nobody went anywhere. */
  #headTo(selector: string): void {
    const isFirst = this.#shown === "";
    this.#shown = selector;
    if (isFirst) return;
    scrollTo(0, 0);
    html(selector).focus({ preventScroll: true });
  }

  /** Another may be asked for while one is on its way: only the one in the address is shown. */
  async #readOne(): Promise<void> {
    const route = this.#route;
    if (route.kind !== "submission") return;
    try {
      const curated = await (await this.#service()).submission(route.id);
      if (this.#isAt(route.id)) {
        this.#one.show(curated);
        this.#acts.show(curated);
        void this.#record.show(curated);
      }
      this.#loading.changed(curated);
    } catch (error) {
      if (this.#isAt(route.id) && this.#keeper.current) this.#one.away(error);
      throw error;
    }
  }

  #isAt(id: string): boolean {
    const route = this.#route;
    return route.kind === "submission" && route.id === id;
  }

  async #leave(): Promise<void> {
    const api = await this.#service().catch(() => null);
    // Ended here in any case; the service forgets it by itself at the end of the day.
    await api?.signOut().catch(() => undefined);
    this.#keeper.forget();
    this.#ask("left");
    html("#sign-in-heading").focus();
  }

  #lost(): void {
    this.#keeper.forget();
    this.#ask("ended");
    html("#sign-in-heading").focus();
  }

  #service(): Promise<CurationApi> {
    this.#api ??= apiBase().then(
      (base) =>
        new CurationApi(base, {
          language: document.documentElement.lang,
          session: () => this.#keeper.current?.session ?? null,
          onLost: () => this.#lost(),
        }),
      (error: unknown) => {
        this.#api = undefined;
        throw error;
      },
    );
    return this.#api;
  }
}
