// The curators' calls, one method each. The session goes with every call in a header, never in an
// address; a call that the service no longer knows the session of tells so once, to `onLost`.
import { ApiProblem } from "../problem.ts";
import type { SubmissionState } from "../submission.ts";
import { type Call, Transport, type TransportOptions } from "../transport.ts";
import type {
  AskedBy,
  CuratedDeposit,
  CurationAct,
  DeskSession,
  InvitedByConsent,
  InvitedMany,
  InvitedOne,
  ListedDeposits,
  ListedInvitations,
  ListedRecord,
  ListedRecords,
  ListedWishes,
  LogPage,
  ToldByMail,
  WithNewLink,
} from "./answers.ts";
import { joined, nextOf } from "./parts.ts";

export interface CurationOptions extends TransportOptions {
  readonly session: () => string | null;
  readonly onLost: () => void;
}

export interface NewInvitation {
  readonly note: string;
  readonly email: string;
  readonly deposits: number;
  readonly files: number;
  readonly bytes: number;
  readonly days: number;
  readonly language: string;
}

/** What is the same for all lines of a list of addresses. */
export type Caps = Omit<NewInvitation, "note" | "email">;

/** How many lines of the list are asked for at a time: as many as the service gives. */
const PAGE = 250;
const URGENT: readonly SubmissionState[] = ["awaiting_approval", "needs_attention", "returned"];

export class CurationApi {
  readonly #transport: Transport;
  readonly #options: CurationOptions;

  constructor(base: string, options: CurationOptions) {
    this.#options = options;
    this.#transport = new Transport(`${base}/curation`, options);
  }

  /** Answered alike, whoever's address it is. */
  async askLink(email: string): Promise<void> {
    await this.#post("/links", { email });
  }

  /** Uses the link up: after a lost answer it is used, so it is not sent again. */
  signIn(secret: string): Promise<DeskSession> {
    return this.#post("/sessions", { secret });
  }

  async signOut(): Promise<void> {
    await this.#send({ method: "DELETE", path: "/sessions" });
  }

  submissions(before: string | null, signal?: AbortSignal): Promise<ListedDeposits> {
    return this.#get("/submissions", { most: String(PAGE), ...(before && { before }) }, signal);
  }

  /** Only those that wait for a person. */
  urgent(signal?: AbortSignal): Promise<ListedDeposits> {
    return this.#get("/submissions", { most: String(PAGE), state: URGENT.join(",") }, signal);
  }

  submission(id: string, signal?: AbortSignal): Promise<CuratedDeposit> {
    return this.#get(pathOf(id), {}, signal);
  }

  act(
    id: string,
    name: Exclude<CurationAct, "transfer">,
    details: object,
  ): Promise<CuratedDeposit> {
    return this.#post(`${pathOf(id)}/${name}`, details);
  }

  /** All former links die. */
  transfer(id: string, email: string | null): Promise<WithNewLink> {
    return this.#post(`${pathOf(id)}/transfer`, { email });
  }

  invitations(before: string | null, signal?: AbortSignal): Promise<ListedInvitations> {
    return this.#get("/invitations", { most: String(PAGE), ...(before && { before }) }, signal);
  }

  invite(wanted: NewInvitation): Promise<InvitedOne> {
    return this.#post("/invitations", wanted);
  }

  inviteAll(csv: string, caps: Caps): Promise<InvitedMany> {
    return this.#post("/invitations/csv", { csv, ...caps });
  }

  async revoke(id: string): Promise<void> {
    await this.#post(`/invitations/${encodeURIComponent(id)}/revoke`, {});
  }

  versions(before: string | null, signal?: AbortSignal): Promise<ListedWishes> {
    return this.#get("/versions", before ? { before } : {}, signal);
  }

  version(id: string): Promise<AskedBy> {
    return this.#get(`/versions/${encodeURIComponent(id)}`, {});
  }

  consent(id: string, restricted: boolean): Promise<InvitedByConsent> {
    return this.#post(`/versions/${encodeURIComponent(id)}/consent`, { restricted });
  }

  refuse(id: string, words: string): Promise<ToldByMail> {
    return this.#post(`/versions/${encodeURIComponent(id)}/refuse`, { words });
  }

  records(before: string | null, signal?: AbortSignal): Promise<ListedRecords> {
    return this.#get("/records", before ? { before } : {}, signal);
  }

  /** Takes a record off the public pages, or puts it back. */
  async setRecordHidden(record: ListedRecord, hidden: boolean): Promise<void> {
    const [repository, id] = [record.repository, record.record].map(encodeURIComponent);
    await this.#post(`/records/${repository}/${id}/${hidden ? "hide" : "show"}`, {});
  }

  log(before: string | null, signal?: AbortSignal): Promise<LogPage> {
    return this.#get("/log", before ? { before } : {}, signal);
  }

  /** A file to keep: however many answers it takes, each of which names the one after it. */
  async file(path: string): Promise<Blob> {
    const parts: Blob[] = [];
    for (let next: string | null = path; next !== null; ) {
      next = await this.#send({ method: "GET", path: next }, async (response) => {
        parts.push(await response.blob());
        return nextOf(response, path);
      });
    }
    return joined(parts);
  }

  #get<T>(path: string, asked: Record<string, string>, signal?: AbortSignal): Promise<T> {
    const query = new URLSearchParams(asked).toString();
    return this.#send({ method: "GET", path: query ? `${path}?${query}` : path, signal });
  }

  /** What a curator does is done once: after a lost answer the state is read, not the call sent. */
  #post<T>(path: string, body: object): Promise<T> {
    return this.#send({ method: "POST", path, body, repeat: "refused" });
  }

  async #send<T>(call: Call, content?: (response: Response) => Promise<T>): Promise<T> {
    try {
      return await this.#transport.send({ ...call, headers: this.#headers() }, content);
    } catch (error) {
      throw this.#seen(error);
    }
  }

  #headers(): Record<string, string> {
    const session = this.#options.session();
    return session ? { Authorization: `Bearer ${session}` } : {};
  }

  #seen(error: unknown): unknown {
    const isLost = error instanceof ApiProblem && error.status === 401;
    if (isLost && this.#options.session()) this.#options.onLost();
    return error;
  }
}

function pathOf(submission: string): string {
  return `/submissions/${encodeURIComponent(submission)}`;
}
