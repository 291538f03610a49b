// The curators' part of the service, with memory: links that are used up, sessions that end, a list
// that is answered in pages, acts that a state forbids.
import type { CuratedDeposit, ListedDeposit } from "../src/curation/answers.ts";
import type { SubmissionState } from "../src/submission.ts";
import { submissionOf } from "./fake-submission.ts";

const ROOT = "https://page.test/api/curation";

export interface DeskCall {
  readonly name: string;
  readonly body: Record<string, unknown>;
  readonly authorization: string | null;
  readonly url: string;
}

export class FakeDesk {
  readonly calls: DeskCall[] = [];
  readonly links = new Set<string>();
  readonly sessions = new Set<string>();
  deposits: ListedDeposit[] = [];
  onAPage = 2;
  /** What goes wrong with a call, before the work is done or on the way back. */
  fault: (call: DeskCall) => "network" | "lost answer" | Response | undefined = () => undefined;

  fetch: typeof fetch = async (url, init = {}) => {
    const call = callOf(String(url), init);
    this.calls.push(call);
    const fault = this.fault(call);
    if (fault === "network") throw new TypeError("Failed to fetch");
    if (fault instanceof Response) return fault;
    const answer = this.#answer(call);
    if (fault === "lost answer") throw new TypeError("Failed to fetch");
    return answer;
  };

  count(name: string): number {
    return this.calls.filter((call) => call.name === name).length;
  }

  #answer(call: DeskCall): Response {
    if (call.name === "POST /links") return bare();
    if (call.name === "POST /sessions") return this.#enter(String(call.body.secret));
    const session = call.authorization?.replace("Bearer ", "") ?? "";
    if (!this.sessions.has(session)) return problem(401, "denied");
    if (call.name === "DELETE /sessions") return this.#leave(session);
    if (call.name === "GET /submissions") return this.#page(new URL(call.url).searchParams);
    if (call.name === "GET /submissions.csv") return this.#table(call);
    const [, id, act] = /^\w+ \/submissions\/([^/]+)(?:\/(\w+))?$/.exec(call.name) ?? [];
    const found = this.deposits.find((each) => each.id === id);
    if (!found) return problem(404, "unknown_submission");
    if (!act) return json(wholeOf(found));
    return this.#act(found, act, call.body);
  }

  #enter(secret: string): Response {
    if (!this.links.delete(secret)) return problem(401, "denied");
    const session = `session-of-${secret}`;
    this.sessions.add(session);
    const curator = { key: "mb", name: "Mara Brandt" };
    return json({ session, curator, ends: "2099-01-01T00:00:00Z" }, 201);
  }

  #leave(session: string): Response {
    this.sessions.delete(session);
    return new Response(null, { status: 204 });
  }

  #page(asked: URLSearchParams): Response {
    const states = asked.get("state")?.split(",");
    const found = this.deposits.filter(({ state }) => states?.includes(state) ?? true);
    const from = Number(asked.get("before") ?? 0);
    const to = from + this.onAPage;
    const next = to < found.length ? String(to) : null;
    return json({ submissions: found.slice(from, to), next });
  }

  /** One line an answer, as if more would not fit. */
  #table({ url }: DeskCall): Response {
    const from = Number(new URL(url).searchParams.get("before") ?? 0);
    const lines = [...(from === 0 ? ["id"] : []), this.deposits[from]?.id ?? ""];
    const next = `</api/curation/submissions.csv?before=${from + 1}>; rel="next"`;
    const headers = from + 1 < this.deposits.length ? { Link: next } : undefined;
    return new Response(lines.map((line) => `${line}\r\n`).join(""), headers ? { headers } : {});
  }

  #act(found: ListedDeposit, act: string, body: Record<string, unknown>): Response {
    if (act === "transfer") return json({ link: body.email ? null : "new-link", mailed: false });
    const isWaiting = found.state === "awaiting_approval";
    if ((act === "approve" || act === "return") && !isWaiting) return problem(409, "wrong_state");
    if (act === "approve" && body.stamp !== stampOf(found)) return problem(409, "changed_since");
    const state = act === "return" ? "returned" : act === "approve" ? "submitted" : found.state;
    const changed: ListedDeposit = { ...found, state };
    this.deposits = this.deposits.map((each) => (each === found ? changed : each));
    return json(wholeOf(changed));
  }
}

function stampOf({ id, changed }: ListedDeposit): string {
  return `${id} ${changed}`;
}

export function listed(id: string, changes: Partial<ListedDeposit> = {}): ListedDeposit {
  return {
    id,
    title: `Deposit ${id}`,
    state: "draft" as SubmissionState,
    created: "2026-11-01T10:00:00Z",
    changed: "2026-11-02T10:00:00Z",
    expires: "2027-02-01T10:00:00Z",
    files: 1,
    bytes: 1000,
    problem: null,
    place: "zenodo",
    account: null,
    invitation: null,
    doi: null,
    cancelling: false,
    approved: false,
    attention: false,
    ...changes,
  };
}

export function wholeOf(row: ListedDeposit, changes: Partial<CuratedDeposit> = {}): CuratedDeposit {
  const submission = submissionOf({ id: row.id, state: row.state, metadata: { title: row.title } });
  const isWaiting = row.state === "awaiting_approval";
  return {
    submission,
    created: row.created,
    language: "en",
    approved: row.approved,
    stamp: stampOf(row),
    actions: isWaiting ? ["approve", "return", "extend", "transfer", "cancel"] : ["cancel"],
    account: row.account,
    invitation: null,
    preview: {
      ...{ title: row.title, resource_type: "", publication_date: "", version: "", access: "" },
      ...{ description_html: "", creators: [], sections: [], citations: [], bibtex: "" },
      warnings: [],
      spam: null,
    },
    changes: null,
    spam: [],
    ...changes,
  };
}

function callOf(url: string, init: RequestInit): DeskCall {
  const path = url.slice(ROOT.length).split("?")[0];
  const body = typeof init.body === "string" ? JSON.parse(init.body) : {};
  const authorization = new Headers(init.headers).get("authorization");
  return { name: `${init.method ?? "GET"} ${path}`, body, authorization, url };
}

function bare(): Response {
  return new Response("", { status: 202 });
}

function json(body: unknown, status = 200): Response {
  const headers = { "Content-Type": "application/json" };
  return new Response(JSON.stringify(body), { status, headers });
}

export function problem(status: number, code: string): Response {
  const headers = { "Content-Type": "application/problem+json" };
  const document = { status, code, detail: `No: ${code}`, errors: [] };
  return new Response(JSON.stringify(document), { status, headers });
}
