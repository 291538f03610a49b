// Where people come back to from signing in at the repository: takes what it says out of the
// address, has the service look at it, and leads on to the deposit.
import { type Answer, answerIn, judged } from "./doors/answer.ts";
import { openOwn } from "./doors/opening.ts";
import { forgetPending, keepPending, type Pending, readPending } from "./doors/pending.ts";
import { Service } from "./page/config.ts";
import { html, show } from "./page/elements.ts";
import { submissionHash } from "./page/link.ts";
import { Notice } from "./page/notice.ts";
import { pageWords } from "./page/words.ts";
import { ApiProblem } from "./problem.ts";
import type { Submission } from "./submission.ts";

// Before anything else: neither the history nor a screenshot is to hold it.
const arrived = answerIn(location.search);
history.replaceState(null, "", location.pathname);

class SignedInPage {
  readonly #notice = new Notice(pageWords(), html("#signed-in"));
  readonly #service = new Service();

  async start(answer: Answer, kept: Pending | null): Promise<void> {
    const verdict = judged(answer, kept);
    if (verdict.kind !== "good") return this.#end(verdict.kind);
    await this.#go(verdict.pending, verdict.code);
  }

  async #go(pending: Pending, code: string): Promise<void> {
    this.#notice.show("loading");
    try {
      const address = await this.#used(pending, code);
      forgetPending(sessionStorage);
      // In place of this page: going back leads to where one came from.
      location.replace(address);
    } catch (error) {
      if (error instanceof ApiProblem && !error.isPassing && error.status < 500) {
        this.#end("failed", error.said ?? undefined);
      } else this.#notice.show("away", { again: () => void this.#go(pending, code) });
    }
  }

  /** Where it leads on to. */
  async #used(pending: Pending, code: string): Promise<string> {
    const { id, nonce, repository, state, secret, home, key } = pending;
    const sign_in = { state, code, secret };
    const api = () => this.#service.api();
    if (key) {
      await openedAgain(await api(), id, key, sign_in);
      return new URL(`status/${submissionHash(id, key)}`, home).href;
    }
    const opened = await openOwn({ api }, { id, nonce }, { repository, sign_in });
    return new URL(submissionHash(id, opened.key), home).href;
  }

  #end(name: "denied" | "strange" | "failed", text?: string): void {
    forgetPending(sessionStorage);
    this.#notice.show(name, text ? { text } : {});
    for (const each of ["#back", "#back-link"]) show(html(each), true);
    html("#notice").focus();
  }
}

/** What had stopped for want of the account goes on at once. */
async function openedAgain(
  api: Awaited<ReturnType<Service["api"]>>,
  id: string,
  key: string,
  sign_in: Readonly<Record<string, string>>,
): Promise<void> {
  const path = `/submissions/${encodeURIComponent(id)}/token`;
  const headers = { Authorization: `Bearer ${key}` };
  const { actions }: Submission = await api.transport.send({
    method: "PUT",
    path,
    headers,
    body: { sign_in },
  });
  // Should that fail, the status page has a button for it.
  if (actions.includes("retry"))
    await api
      .submission(id, key)
      .retry()
      .catch(() => null);
}

const kept = readPending(sessionStorage);
const own = new URL(document.body.dataset.home ?? "./", document.baseURI).href;
if (kept && kept.home !== own && Object.keys(arrived).length > 0) {
  // One address serves all languages: what came is taken along to the reader's own.
  keepPending(sessionStorage, { ...kept, answer: arrived });
  location.replace(new URL("signed-in/", kept.home).href);
} else void new SignedInPage().start(kept?.answer ?? arrived, kept);
