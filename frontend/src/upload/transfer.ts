// Sends one part, once. The only XMLHttpRequest of the page, because fetch does not
// tell how much has been sent. Knows neither tickets' origin nor what to do after a failure.
import type { Ticket } from "../api.ts";
import type { Environment } from "../environment.ts";

/** Without a byte moving for so long, the connection is taken for dead. */
const WATCHDOG = 60_000;

/** `status` is what the storage answered, or null if nothing came. */
export class TransferFailed extends Error {
  override readonly name = "TransferFailed";
  readonly status: number | null;

  constructor(status: number | null) {
    super(status === null ? "The connection broke" : `The storage answered ${status}`);
    this.status = status;
  }
}

/** What is used of an XMLHttpRequest. */
export type UploadRequest = Pick<
  XMLHttpRequest,
  "open" | "setRequestHeader" | "send" | "abort" | "status" | "onload" | "onerror" | "onabort"
> & { readonly upload: Pick<XMLHttpRequestUpload, "onprogress" | "onload"> };

export interface Transfer {
  readonly ticket: Pick<Ticket, "method" | "url" | "headers">;
  /** A slice of the file: the browser reads it from the disk itself. The same bytes in an
   *  ArrayBuffer take Chromium fifteen times as long, and hold up the page meanwhile. */
  readonly slice: Blob;
  readonly onProgress: (sent: number) => void;
  readonly signal: AbortSignal;
}

export interface TransferMeans {
  readonly environment: Environment;
  readonly createRequest: () => UploadRequest;
}

export async function transfer(wanted: Transfer, means: TransferMeans): Promise<void> {
  wanted.signal.throwIfAborted();
  const request = means.createRequest();
  const abort = () => request.abort();
  const watchdog = new Watchdog(means.environment, abort);
  wanted.signal.addEventListener("abort", abort, { once: true });
  try {
    await exchange(request, wanted, watchdog);
  } catch (error) {
    wanted.signal.throwIfAborted();
    throw error;
  } finally {
    wanted.signal.removeEventListener("abort", abort);
    watchdog.end();
  }
}

function exchange(request: UploadRequest, wanted: Transfer, watchdog: Watchdog): Promise<void> {
  return new Promise((resolve, reject) => {
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new TransferFailed(request.status));
    };
    request.onerror = request.onabort = () => reject(new TransferFailed(null));
    request.upload.onprogress = ({ loaded }) => {
      watchdog.restart();
      wanted.onProgress(loaded);
    };
    request.upload.onload = () => watchdog.restart();
    request.open(wanted.ticket.method, wanted.ticket.url);
    for (const [name, value] of Object.entries(wanted.ticket.headers)) {
      request.setRequestHeader(name, value);
    }
    request.send(wanted.slice);
  });
}

/** A connection from before the computer slept is dead, but says so late, or never. */
const AFTER_SLEEP = 10_000;

class Watchdog {
  readonly #environment: Environment;
  readonly #bite: () => void;
  readonly #endWatch: () => void;
  #callOff: () => void = () => undefined;

  constructor(environment: Environment, bite: () => void) {
    this.#environment = environment;
    this.#bite = bite;
    this.restart();
    this.#endWatch = environment.onWake((slept) => slept && this.restart(AFTER_SLEEP));
  }

  restart(patience = WATCHDOG): void {
    this.#callOff();
    this.#callOff = this.#environment.after(patience, this.#bite);
  }

  end(): void {
    this.#callOff();
    this.#endWatch();
  }
}
