// The service's calls, one method each, typed. Every method takes a signal, rejects with an error
// of problem.ts, and is sent again where a second call has the same end as the first.
import type { Imported, ImportSource } from "./import/source.ts";
import type { FieldProblem, Metadata, ServerFile, Submission } from "./submission.ts";
import { type Call, type Repeat, Transport, type TransportOptions } from "./transport.ts";

export interface Opening {
  /** A UUID the page makes and keeps, so that a lost answer can be asked for again. */
  readonly id: string;
  readonly invitation: string;
  readonly nonce: string;
  readonly language: string;
}

export interface Opened {
  readonly key: string;
  readonly submission: Submission;
}

export interface SavedMetadata {
  readonly revision: number;
  readonly problems: readonly FieldProblem[];
}

export interface NewFile {
  readonly path: string;
  readonly size: number;
  readonly type: string;
}

export interface PartRequest {
  readonly file: string;
  readonly part: number;
  readonly size: number;
  readonly sha256: string;
}

/** Where and how one part is sent: all of it is the service's to say. */
export interface Ticket {
  readonly file: string;
  readonly part: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface StagedPart {
  readonly part: number;
  readonly size: number;
  readonly sha256: string;
}

export interface Completion {
  readonly file: string;
  readonly checksum: string;
  readonly md5: string | null;
}

export interface Completed {
  readonly file: string;
  /** Completing: the storage puts the parts together, which may take minutes. */
  readonly state: "staged" | "uploading" | "completing";
  readonly missing?: readonly number[];
  readonly message?: string;
}

export interface PreviewRequest {
  readonly values: Metadata;
  readonly language: string;
  readonly doi: string | null;
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** What is wanted beside the heading; all, if left out. */
  readonly parts?: readonly ("citation" | "warnings")[];
}

export interface Citation {
  readonly style: string;
  readonly label: string;
  readonly text: string;
}

export interface PreviewRow {
  readonly label: string;
  readonly value: string;
  readonly link: string | null;
  readonly note: string | null;
}

export interface PreviewCreator {
  readonly name: string;
  readonly orcid: string | null;
  readonly affiliations: readonly string[];
}

export interface PreviewSection {
  readonly heading: string;
  readonly rows: readonly PreviewRow[];
}

/** What the repository's spam check would count, about; the account's part is in the words only. */
export interface SpamCheck {
  readonly points: number;
  readonly message: string;
}

/** The record as it will look, in words; what is not there yet is empty. */
export interface Preview {
  readonly title: string;
  readonly resource_type: string;
  readonly publication_date: string;
  readonly version: string;
  readonly access: string;
  readonly description_html: string;
  readonly creators: readonly PreviewCreator[];
  readonly sections: readonly PreviewSection[];
  readonly citations: readonly Citation[];
  readonly bibtex: string;
  readonly warnings: readonly FieldProblem[];
  readonly spam: SpamCheck | null;
}

/** Something to take over: `values` go into the fields of those names around the one it is for. */
export interface Suggestion {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly values: Metadata;
}

export interface Suggested {
  readonly items: readonly Suggestion[];
  /** What to tell when a source is down. */
  readonly notice: string | null;
}

/** Who waits for a suggestion types on: one try, and not for long. */
const AT_ONCE = { tries: 1, timeLimit: 12_000 };

export class Api {
  /** For what only some pages ask. */
  readonly transport: Transport;
  readonly #passing: Transport;

  constructor(base: string, options: TransportOptions = {}) {
    this.transport = new Transport(base, options);
    this.#passing = new Transport(base, { ...options, ...AT_ONCE });
  }

  suggest(name: string, text: string, signal?: AbortSignal): Promise<Suggested> {
    const asked = new URLSearchParams({ suggest: text, language: document.documentElement.lang });
    const path = `/vocabularies/${encodeURIComponent(name)}?${asked}`;
    return this.#passing.send({ method: "GET", path, signal });
  }

  open(opening: Opening, signal?: AbortSignal): Promise<Opened> {
    const call = { method: "POST", path: "/submissions", body: opening, signal } as const;
    return this.transport.send(call);
  }

  /** Nothing is kept of it, so it may be asked for as often as anybody cares to wait. */
  preview(request: PreviewRequest, repeat: Repeat = "refused"): Promise<Preview> {
    return this.transport.send({ method: "POST", path: "/preview", body: request, repeat });
  }

  /** A metadata file, a DOI or a list of authors, read into the values of a form. */
  read(source: ImportSource, signal?: AbortSignal): Promise<Imported> {
    return this.transport.send({ method: "POST", path: "/imports", body: source, signal });
  }

  submission(id: string, key: string): SubmissionApi {
    return new SubmissionApi(this.transport, id, key);
  }
}

/** The calls on one submission, with its key. */
export class SubmissionApi {
  readonly #transport: Transport;
  readonly #path: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(transport: Transport, id: string, key: string) {
    this.#transport = transport;
    this.#path = `/submissions/${encodeURIComponent(id)}`;
    this.#headers = { Authorization: `Bearer ${key}` };
  }

  read(signal?: AbortSignal): Promise<Submission> {
    return this.#transport.send(this.#call("GET", "", { signal }));
  }

  /** After a lost answer a second call would look like another tab's, so it is not sent. */
  saveMetadata(metadata: Metadata, revision: number, signal?: AbortSignal): Promise<SavedMetadata> {
    const headers = { ...this.#headers, "If-Match": `"${revision}"` };
    const details = { body: metadata, headers, repeat: "refused", signal } as const;
    return this.#transport.send(this.#call("PUT", "/metadata", details));
  }

  async reserveDoi(signal?: AbortSignal): Promise<string> {
    return (await this.#post<{ doi: string }>("/doi", {}, signal)).doi;
  }

  /** Lists what the published record holds that the deposit goes on from. */
  takeOver(signal?: AbortSignal): Promise<Submission> {
    return this.#post("/former", {}, signal);
  }

  /** A link back to the deposit goes to this address, with a key of its own. */
  async mailLink(email: string, signal?: AbortSignal): Promise<void> {
    const details = { body: { email }, repeat: "refused", signal } as const;
    await this.#transport.send(this.#call("POST", "/link", details));
  }

  async registerFiles(files: readonly NewFile[], signal?: AbortSignal): Promise<ServerFile[]> {
    return (await this.#post<{ files: ServerFile[] }>("/files", { files }, signal)).files;
  }

  async signParts(parts: readonly PartRequest[], signal?: AbortSignal): Promise<Ticket[]> {
    return (await this.#post<{ parts: Ticket[] }>("/parts", { parts }, signal)).parts;
  }

  async listParts(file: string, signal?: AbortSignal): Promise<StagedPart[]> {
    const call = this.#call("GET", `${filePath(file)}/parts`, { signal });
    return (await this.#transport.send<{ parts: StagedPart[] }>(call)).parts;
  }

  async completeFiles(files: readonly Completion[], signal?: AbortSignal): Promise<Completed[]> {
    return (await this.#post<{ files: Completed[] }>("/complete", { files }, signal)).files;
  }

  async dropFile(file: string, signal?: AbortSignal): Promise<void> {
    await this.#transport.send(this.#call("DELETE", filePath(file), { signal }));
  }

  submit(signal?: AbortSignal): Promise<Submission> {
    return this.#post("/submit", {}, signal);
  }

  retry(signal?: AbortSignal): Promise<Submission> {
    return this.#post("/retry", {}, signal);
  }

  cancel(signal?: AbortSignal): Promise<Submission> {
    return this.#post("/cancel", {}, signal);
  }

  #post<T>(path: string, body: unknown, signal: AbortSignal | undefined): Promise<T> {
    return this.#transport.send(this.#call("POST", path, { body, signal }));
  }

  #call(method: Call["method"], path: string, details: Partial<Call>): Call {
    return { method, path: this.#path + path, headers: this.#headers, ...details };
  }
}

function filePath(file: string): string {
  return `/files/${encodeURIComponent(file)}`;
}
