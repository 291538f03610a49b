// Gets one part, hashed already, into the staging bucket: a ticket signed just before each try,
// and tries until it is there or there is no hope. Knows no file and no screen.
import type { PartRequest, Ticket } from "../api.ts";
import { backOff, online, sleep } from "../environment.ts";
import type { Gear } from "./gear.ts";
import { TransferFailed, transfer } from "./transfer.ts";

const TRIES = 8;

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

export async function sendPart(part: OutgoingPart, gear: Gear): Promise<void> {
  const ahead = isSmall(part, gear) ? await sign(part, gear) : undefined;
  const leave = await gear.sending.enter({ order: part.order, weight: 1, signal: part.signal });
  try {
    await sendUntilThere(part, gear, ahead);
  } finally {
    leave();
  }
}

/** Small parts are signed before their turn, so that many share a call; they do not wait long. */
function isSmall(part: OutgoingPart, gear: Gear): boolean {
  return part.request.size * 16 <= gear.partUnit;
}

async function sendUntilThere(part: OutgoingPart, gear: Gear, ahead: Ticket | undefined) {
  let ticket = ahead;
  for (let failures = 0; ; ) {
    await online(gear.environment, part.signal);
    try {
      await transfer({ ...part, ticket: ticket ?? (await sign(part, gear)) }, gear);
      return;
    } catch (error) {
      ticket = undefined;
      part.onProgress(0);
      // While the line is down, a failure says nothing about the part.
      if (gear.environment.isOnline()) failures++;
      if (!(error instanceof TransferFailed) || failures >= TRIES) throw error;
      // A file that changed on disk breaks the request like a bad line does; reading tells which.
      if (error.status === null) await part.prove();
      await sleep(gear.environment, backOff(gear.environment, Math.max(failures, 1)), part.signal);
    }
  }
}

function sign(part: OutgoingPart, gear: Gear): Promise<Ticket> {
  return gear.tickets.ask(part.request, part.signal);
}
