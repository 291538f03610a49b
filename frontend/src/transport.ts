// One call to the service: sent with a time limit, sent again when that is safe, and translated to
// a value or an error of problem.ts. Knows no resource.
import {
  backOff,
  browserEnvironment,
  type Environment,
  nap,
  online,
  sleep,
} from "./environment.ts";
import { ApiProblem, problemFrom, Unreachable } from "./problem.ts";

/**
 * When a call may be sent again: `always` where a second one has the same end as the first;
 * `refused` where only an answer that says "not now" proves that nothing was done.
 */
export type Repeat = "always" | "refused";

export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly repeat?: Repeat;
  readonly signal?: AbortSignal | undefined;
}

export interface TransportOptions {
  readonly fetch?: typeof fetch;
  readonly environment?: Environment;
  readonly tries?: number;
  readonly timeLimit?: number;
  /** In which the service is to answer. */
  readonly language?: string;
}

type Content<T> = (response: Response) => Promise<T>;

/** Longer than the service may take for one answer (29 s). */
const TIME_LIMIT = 35_000;
const TRIES = 6;

export class Transport {
  readonly #base: string;
  readonly #fetch: typeof fetch;
  readonly #environment: Environment;
  readonly #tries: number;
  readonly #timeLimit: number;
  readonly #language: string;

  constructor(base: string, options: TransportOptions = {}) {
    this.#base = base;
    this.#fetch = options.fetch ?? ((...request) => fetch(...request));
    this.#environment = options.environment ?? browserEnvironment;
    this.#tries = options.tries ?? TRIES;
    this.#timeLimit = options.timeLimit ?? TIME_LIMIT;
    this.#language = options.language ?? "en";
  }

  /**
   * The answer's JSON, which is what the service's document says it is; null if there is none. Of
   * another answer what `content` makes of it.
   */
  async send<T>(call: Call, content: Content<T> = jsonOf<T>): Promise<T> {
    for (let failures = 1; ; failures++) {
      try {
        return await this.#once(call, content);
      } catch (error) {
        call.signal?.throwIfAborted();
        if (failures >= this.#tries || !mayRepeat(error, call.repeat ?? "always")) throw error;
        await this.#wait(error, failures, call.signal);
        await online(this.#environment, call.signal);
      }
    }
  }

  /** Longer if the service asks for it, and then to the end. */
  #wait(error: unknown, failures: number, signal: AbortSignal | undefined): Promise<void> {
    const asked = error instanceof ApiProblem ? (error.retryAfter ?? 0) : 0;
    const ms = Math.max(asked, backOff(this.#environment, failures));
    return (asked > 0 ? sleep : nap)(this.#environment, ms, signal);
  }

  async #once<T>(call: Call, content: Content<T>): Promise<T> {
    const response = await this.#answer(call).catch(unreachable);
    if (!response.ok) throw await problemFrom(response);
    // What breaks off, or is no JSON, came from a bad line or its log-in page.
    return content(response).catch(unreachable);
  }

  #answer(call: Call): Promise<Response> {
    const limit = AbortSignal.timeout(this.#timeLimit);
    const hasBody = call.body !== undefined;
    return this.#fetch(this.#base + call.path, {
      method: call.method,
      headers: {
        "Accept-Language": this.#language,
        ...(hasBody && { "Content-Type": "application/json" }),
        ...call.headers,
      },
      body: hasBody ? JSON.stringify(call.body) : null,
      signal: call.signal ? AbortSignal.any([call.signal, limit]) : limit,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
    });
  }
}

/** Done, or to be done in a moment: then there may be nothing to tell of it. */
async function jsonOf<T>(response: Response): Promise<T> {
  const text = response.status === 204 ? "" : await response.text();
  const isBare = text === "" && (response.status === 204 || response.status === 202);
  return (isBare ? null : JSON.parse(text)) as T;
}

function mayRepeat(error: unknown, repeat: Repeat): boolean {
  if (error instanceof ApiProblem) {
    return error.isPassing || (repeat === "always" && error.status >= 500);
  }
  return error instanceof Unreachable && repeat === "always";
}

function unreachable(cause: unknown): never {
  throw new Unreachable(cause);
}
