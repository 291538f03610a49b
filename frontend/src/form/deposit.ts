// The deposit this page works on. With an invitation it is opened by the first thing done, never by
// looking; its id and nonce are kept until the answer is there, so that a lost one is asked again.
import type { Api, Opening, SubmissionApi } from "../api.ts";
import type { Link } from "../page/link.ts";
import type { Submission } from "../submission.ts";

export interface OpenDeposit {
  readonly id: string;
  readonly key: string;
  readonly api: SubmissionApi;
  readonly submission: Submission;
}

export interface DepositOptions {
  readonly api: () => Promise<Api>;
  readonly store: Storage;
  readonly language: string;
  readonly onOpened: (deposit: OpenDeposit) => void;
}

type Known = Exclude<Link, { kind: "none" }>;

const PENDING = "zenferry:opening";

export class Deposit {
  readonly id: string;
  readonly #link: Known;
  readonly #opening: Opening | null;
  readonly #options: DepositOptions;
  #opened: Promise<OpenDeposit> | undefined;

  constructor(link: Known, options: DepositOptions) {
    this.#link = link;
    this.#options = options;
    this.#opening = link.kind === "invitation" ? this.#openingFor(link.invitation) : null;
    this.id = this.#opening?.id ?? (link.kind === "submission" ? link.id : "");
  }

  /** The answer to an earlier attempt is still due. */
  get isPending(): boolean {
    return this.#opening !== null && this.#options.store.getItem(PENDING) !== null;
  }

  /** Opens it, or reads it, once; after a failure the next call tries again. */
  opened(): Promise<OpenDeposit> {
    this.#opened ??= this.#open().catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #open(): Promise<OpenDeposit> {
    const opened = this.#opening ? await this.#ask(this.#opening) : await this.#read();
    const { basis, actions } = opened.submission;
    const isToFill = basis?.listed === false && actions.includes("edit");
    const filled = isToFill ? { ...opened, submission: await opened.api.takeOver() } : opened;
    // Only now: should this page go before, the next one asks for the same deposit again.
    this.#options.store.removeItem(PENDING);
    this.#options.onOpened(filled);
    return filled;
  }

  async #ask(opening: Opening): Promise<OpenDeposit> {
    this.#options.store.setItem(PENDING, JSON.stringify(opening));
    const api = await this.#options.api();
    const { key, submission } = await api.open(opening);
    return { id: opening.id, key, api: api.submission(opening.id, key), submission };
  }

  async #read(): Promise<OpenDeposit> {
    if (this.#link.kind !== "submission") throw new Error("Only a submission can be read");
    const { id, key } = this.#link;
    const api = (await this.#options.api()).submission(id, key);
    return { id, key, api, submission: await api.read() };
  }

  #openingFor(invitation: string): Opening {
    const kept = this.#options.store.getItem(PENDING);
    const before = kept === null ? null : (JSON.parse(kept) as Opening);
    if (before?.invitation === invitation) return before;
    this.#options.store.removeItem(PENDING);
    const { language } = this.#options;
    return { id: crypto.randomUUID(), invitation, nonce: makeNonce(), language };
  }
}

/** 192 bits in 32 characters that are safe in an address. */
export function makeNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}
