// Gets one part, hashed already, into the staging bucket: a ticket signed just before each try,
// and tries until it is there or there is no hope. Knows no file and no screen.
import type { PartRequest, Ticket } from "../api.ts";
import { backOff, nap, online } from "../environment.ts";
import type { Gear } from "./gear.ts";
import { patiently } from "./patience.ts";
import { base64 } from "./plan.ts";
import { TransferFailed, transfer } from "./transfer.ts";

/** How often the storage may refuse a part, or the line break under it, which says less. */
const REFUSALS = 8;
const BREAKS = 20;
/** A ticket that waited so long for its turn may end before the part is there. */
const FRESH = 60_000;
/** What is small costs the way there and back, and nearly nothing of the line. */
const SMALL_WEIGHT = 0.5;

const EXPIRED = 403;
const OTHER_BYTES = 400;

export interface OutgoingPart {
  readonly request: PartRequest;
  readonly slice: Blob;
  /** Rejects if the slice can't be read any more. */
  readonly prove: () => Promise<void>;
  readonly order: number;
  readonly signal: AbortSignal;
  /** Told what has been sent of it, and 0 when it has to start anew. */
  readonly onProgress: (sent: number) => void;
}

interface Signed {
  readonly ticket: Ticket;
  readonly at: number;
}

/** Called off because the person paused. */
class HeldBack extends Error {}

export async function sendPart(part: OutgoingPart, gear: Gear): Promise<void> {
  const small = part.request.size <= mostSmall(gear);
  // Signed while it waits for its turn, so that the line does not wait for the ticket.
  const signed = sign(part, gear);
  signed.catch(() => undefined);
  if (small) await signed;
  const weight = small ? SMALL_WEIGHT : 1;
  const leave = await gear.sending.enter({ order: part.order, weight, signal: part.signal });
  try {
    await new PartSending(part, gear).untilThere(await signed);
  } finally {
    leave();
  }
}

/** Up to here a part is small, in bytes: those are many, share calls and go up by the handful. */
export function mostSmall({ partUnit }: Pick<Gear, "partUnit">): number {
  return partUnit / 16;
}

async function sign(part: OutgoingPart, gear: Gear): Promise<Signed> {
  const ask = () => gear.tickets.ask(part.request, part.signal);
  const ticket = await patiently(ask, gear, part.signal);
  return { ticket, at: gear.environment.now() };
}

class PartSending {
  readonly #part: OutgoingPart;
  readonly #gear: Gear;
  #refusals = 0;
  #breaks = 0;
  #sent = 0;
  #endTrouble: () => void = () => undefined;

  constructor(part: OutgoingPart, gear: Gear) {
    this.#part = part;
    this.#gear = gear;
  }

  async untilThere(ahead: Signed): Promise<void> {
    let signed: Signed | null = ahead;
    try {
      while (!(await this.#try(signed))) signed = null;
    } finally {
      this.#endTrouble();
    }
  }

  /** Whether it is there now. */
  async #try(ahead: Signed | null): Promise<boolean> {
    const { environment, pause } = this.#gear;
    await pause.over(this.#part.signal);
    await online(environment, this.#part.signal);
    const isFresh = ahead !== null && environment.now() - ahead.at < FRESH;
    const { ticket } = isFresh ? ahead : await sign(this.#part, this.#gear);
    try {
      await this.#transfer(ticket);
      return true;
    } catch (error) {
      this.#progress(0);
      if (!(error instanceof HeldBack)) await this.#failed(error);
      return false;
    }
  }

  /** A pause lets it end if most of it is there, and else has the line at once. */
  async #transfer(ticket: Ticket): Promise<void> {
    const { request, slice, signal } = this.#part;
    const hold = new AbortController();
    const endWatch = this.#gear.pause.onBegin(() => {
      if (this.#sent * 2 < request.size) hold.abort(new HeldBack());
    });
    const either = AbortSignal.any([signal, hold.signal]);
    const onProgress = (sent: number) => this.#progress(sent);
    try {
      await transfer({ ticket, slice, signal: either, onProgress }, this.#gear);
    } finally {
      endWatch();
    }
  }

  #progress(sent: number): void {
    this.#sent = sent;
    if (sent > 0) this.#endTrouble();
    this.#part.onProgress(sent);
  }

  async #failed(error: unknown): Promise<void> {
    if (!(error instanceof TransferFailed)) throw error;
    // A file that changed on disk breaks the request like a bad line does; reading tells which.
    if (error.status === null) await this.#part.prove();
    if (error.status === OTHER_BYTES) await this.#proveSame();
    this.#count(error);
    const failures = Math.max(1, this.#refusals + this.#breaks);
    // A ticket that ended is no reason to wait, once.
    if (error.status === EXPIRED && failures === 1) return;
    const { environment } = this.#gear;
    await nap(environment, backOff(environment, failures), this.#part.signal);
  }

  #count(error: TransferFailed): void {
    const { environment, failed, trouble } = this.#gear;
    this.#endTrouble();
    if (error.status === null) this.#endTrouble = trouble.begin();
    // While the line is down, a failure says nothing about the part.
    if (!environment.isOnline()) return;
    if (error.status === null) this.#breaks++;
    else this.#refusals++;
    if (error.status === null || error.status >= 500) failed();
    if (this.#breaks >= BREAKS || this.#refusals >= REFUSALS) throw error;
  }

  /** Not every browser notices by itself that a file changed: other bytes go than were signed for. */
  async #proveSame(): Promise<void> {
    const { slice, request } = this.#part;
    const digest = await crypto.subtle.digest("SHA-256", await slice.arrayBuffer());
    if (base64(new Uint8Array(digest)) !== request.sha256) {
      throw new DOMException("Other bytes than before", "NotReadableError");
    }
  }
}
