// What a call to the service can fail with. Knows no call and no screen.
//
//   ApiProblem    the service said no, and why
//   Unreachable   no answer came, after all tries
import type { Sentence } from "./sentence.ts";
import type { FieldProblem } from "./submission.ts";

export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  readonly errors: readonly FieldProblem[];
  /** What the service says of it, in the page's language; null if it says nothing. */
  readonly said: string | null;
  /** The document as it came: some problems carry more, as a stale autosave its `revision`. */
  readonly document: Readonly<Record<string, unknown>>;
  /** How long the service asks to be left alone, in milliseconds. */
  readonly retryAfter: number | null;

  constructor(status: number, document: Record<string, unknown>, retryAfter: number | null = null) {
    const said = saidIn(document);
    super(said ?? `The service answered ${status}`);
    this.said = said;
    this.status = status;
    this.code = typeof document.code === "string" ? document.code : "";
    this.errors = Array.isArray(document.errors) ? document.errors : [];
    this.document = document;
    this.retryAfter = retryAfter;
  }

  /** The service is there but cannot do it now. */
  get isPassing(): boolean {
    return this.status === 429 || this.status === 503;
  }
}

export class Unreachable extends Error {
  override readonly name = "Unreachable";

  constructor(cause: unknown) {
    super("The service cannot be reached", { cause });
  }
}

/** Why a call failed, for a person. */
export function reasonOf(error: unknown): Sentence {
  if (error instanceof ApiProblem) {
    return error.said ?? { key: "error.answered", values: { status: error.status } };
  }
  if (error instanceof Unreachable) return { key: "error.unreachable" };
  const detail = error instanceof Error ? error.message : String(error);
  return { key: "error.unexpected", values: { detail } };
}

function saidIn(document: Record<string, unknown>): string | null {
  for (const said of [document.detail, document.title]) {
    if (typeof said === "string" && said !== "") return said;
  }
  return null;
}

export async function problemFrom(response: Response): Promise<ApiProblem> {
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  const document: unknown = isJson ? await response.json().catch(() => null) : null;
  const known = document !== null && typeof document === "object" ? { ...document } : {};
  return new ApiProblem(response.status, known, retryAfter(response));
}

/** `Retry-After` in seconds; its other form, a date, is not sent by this service. */
function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
