// The service's upload calls, with memory, and the storage behind its tickets. What it does not
// know is an unexpected request, which `unexpected` keeps for the test to see.
import type {
  Completed,
  Completion,
  NewFile,
  PartRequest,
  StagedPart,
  Ticket,
} from "../src/api.ts";
import type { ServerFile } from "../src/submission.ts";
import { base64, compositeChecksum } from "../src/upload/plan.ts";
import { FakeStorage } from "./fake-storage.ts";

export const LIMITS = { files: 100, bytes: 1_000_000, part_batch: 100 };
export const PART_SIZE = 1000;
const ROOT = "https://page.test/api/submissions/one";
const KEY = "the-key";

export interface ApiCall {
  readonly name: string;
  readonly method: string;
  readonly body: unknown;
}

/** What goes wrong with a call: before the work is done, or after, on the way back. */
export type ApiFault = "network" | "lost answer" | "half an answer" | Response;

type Answer = { readonly status: number; readonly body?: unknown };

export class FakeServer {
  readonly storage: FakeStorage;
  readonly calls: ApiCall[] = [];
  readonly unexpected: string[] = [];
  files: ServerFile[] = [];
  md5s = new Map<string, string | null>();
  fault: (call: ApiCall) => ApiFault | undefined = () => undefined;
  /** How long an answer takes. */
  latency: () => Promise<void> = () => Promise.resolve();
  /** Names a path the service refuses, and says why. */
  refusals = new Map<string, string>();
  /** How long the storage puts a file together, by this clock, in milliseconds. */
  assembling = 0;
  clock: () => number = () => 0;
  readonly #assembled = new Map<string, number>();
  #ids = 0;

  constructor(storage = new FakeStorage()) {
    this.storage = storage;
  }

  count(name: string): number {
    return this.calls.filter((call) => call.name === name).length;
  }

  fetch: typeof fetch = async (url, init = {}) => {
    const call = this.#call(String(url), init);
    this.calls.push(call);
    await this.latency();
    const fault = this.fault(call);
    if (fault instanceof Response) return fault;
    if (fault === "network") throw new TypeError("Failed to fetch");
    const { status, body } = await this.#answer(call, init);
    if (fault === "lost answer") throw new TypeError("Failed to fetch");
    const type = status < 400 ? "application/json" : "application/problem+json";
    const headers = { "Content-Type": type };
    const text = body === undefined ? null : JSON.stringify(body);
    const half = text?.slice(0, text.length / 2);
    return new Response(fault === "half an answer" ? half : text, { status, headers });
  };

  #call(url: string, init: RequestInit): ApiCall {
    const name = url.startsWith(ROOT) ? url.slice(ROOT.length) : url;
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : null;
    return { name, method: init.method ?? "GET", body };
  }

  async #answer({ name, method, body }: ApiCall, init: RequestInit): Promise<Answer> {
    if (new Headers(init.headers).get("authorization") !== `Bearer ${KEY}`) return problem(401);
    const [, file, isParts] = /^\/files\/([^/]+)(\/parts)?$/.exec(name) ?? [];
    if (file && isParts && method === "GET") return this.#list(file);
    if (file && !isParts && method === "DELETE") return this.#drop(file);
    if (method === "GET" && name === "") return { status: 200, body: { files: this.files } };
    if (method !== "POST") return this.#unknown(`${method} ${name}`);
    if (name === "/files") return this.#register((body as { files: NewFile[] }).files);
    if (name === "/parts") return this.#sign((body as { parts: PartRequest[] }).parts);
    if (name === "/complete") return this.#complete((body as { files: Completion[] }).files);
    return this.#unknown(`${method} ${name}`);
  }

  #unknown(request: string): Answer {
    this.unexpected.push(request);
    return problem(404);
  }

  #register(wanted: NewFile[]): Answer {
    const errors = wanted.flatMap(({ path }, index) => {
      const message = this.refusals.get(path);
      return message ? [{ field: `files.${index}.path`, message }] : [];
    });
    if (errors.length > 0) return problem(422, errors);
    return { status: 201, body: { files: wanted.map((file) => this.put(file)) } };
  }

  /** Registers one file, as an earlier visit would have. */
  put({ path, size, type }: NewFile): ServerFile {
    const known = this.files.find((file) => file.path === path && file.size === size);
    if (known) return known;
    const id = `server-${++this.#ids}`;
    const counts = { copied_bytes: 0, md5: null, repository_md5: null };
    const state = "registered" as const;
    const file = {
      id,
      path,
      size,
      type,
      part_size: PART_SIZE,
      ours: false,
      kept: false,
      state,
      ...counts,
    };
    this.files.push(file);
    return file;
  }

  #sign(wanted: PartRequest[]): Answer {
    if (wanted.length > LIMITS.part_batch) return problem(422);
    if (!wanted.every(({ file }) => this.files.some(({ id }) => id === file))) return problem(404);
    for (const { file } of wanted) this.#become(file, "uploading");
    const parts: Ticket[] = wanted.map((part) => this.storage.sign(part));
    return { status: 200, body: { parts } };
  }

  #list(file: string): Answer {
    if (!this.files.some(({ id }) => id === file)) return problem(404);
    const parts: StagedPart[] = this.storage.list(file);
    return { status: 200, body: { parts } };
  }

  #drop(file: string): Answer {
    this.files = this.files.filter(({ id }) => id !== file);
    this.storage.drop(file);
    return { status: 204 };
  }

  async #complete(wanted: Completion[]): Promise<Answer> {
    if (!wanted.every(({ file }) => this.files.some(({ id }) => id === file))) return problem(404);
    return { status: 200, body: { files: await Promise.all(wanted.map((one) => this.#end(one))) } };
  }

  async #end({ file, checksum, md5 }: Completion): Promise<Completed> {
    const size = this.files.find(({ id }) => id === file)?.size ?? 0;
    const parts = this.storage.list(file);
    const expected = Array.from({ length: Math.ceil(size / PART_SIZE) }, (_, index) => index + 1);
    const missing = expected.filter((number) => !parts.some(({ part }) => part === number));
    const composite = await compositeChecksum(parts.map(({ sha256 }) => fromBase64(sha256)));
    if (missing.length > 0 || composite !== checksum) {
      return { file, state: "uploading", missing, message: "Some parts are missing." };
    }
    const since = this.#assembled.get(file) ?? this.clock();
    this.#assembled.set(file, since);
    if (this.clock() - since < this.assembling) return { file, state: "completing" };
    this.#become(file, "staged");
    this.md5s.set(file, md5);
    return { file, state: "staged" };
  }

  #become(id: string, state: ServerFile["state"]): void {
    this.files = this.files.map((file) => (file.id === id ? { ...file, state } : file));
  }
}

export function problem(status: number, errors: { field: string; message: string }[] = []): Answer {
  return { status, body: { status, title: `Problem ${status}`, code: "fake", errors } };
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (base64(bytes) !== text) throw new TypeError("Not base64");
  return bytes;
}
