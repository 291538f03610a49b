// A bucket that takes parts by ticket and nothing else, with memory; size and checksum are checked
// against what was signed. `fault` says what goes wrong with a sending, which it sees before.
import type { PartRequest, StagedPart, Ticket } from "../src/api.ts";
import { base64 } from "../src/upload/plan.ts";
import type { UploadRequest } from "../src/upload/transfer.ts";

export interface Sending extends PartRequest {
  /** Which sending of this very part it is, from 1. */
  readonly attempt: number;
}

/** "hold" keeps it under way until `release`; "stall" for ever; "lost answer" takes it. */
export type StorageFault = "expired" | "error" | "network" | "lost answer" | "stall" | "hold";

interface SignedPart extends PartRequest {
  isUsed: boolean;
}

export class FakeStorage {
  readonly sendings: Sending[] = [];
  readonly unexpected: string[] = [];
  readonly #signed = new Map<string, SignedPart>();
  readonly #parts = new Map<string, Map<number, StagedPart>>();
  readonly #held = new Set<(fault: StorageFault | undefined) => void>();
  fault: (sending: Sending) => StorageFault | undefined = () => undefined;
  /** How long a part is on its way. */
  latency: () => Promise<void> = () => Promise.resolve();
  underWay = 0;
  mostUnderWay = 0;
  /** Sendings that go on by themselves: neither stalled nor held. */
  moving = 0;

  createRequest = (): UploadRequest => new FakeRequest(this);

  sign(part: PartRequest): Ticket {
    const url = `https://bucket.test/${part.file}/${part.part}?signature=${this.#signed.size + 1}`;
    this.#signed.set(url, { ...part, isUsed: false });
    const headers = { "x-amz-checksum-sha256": part.sha256 };
    return { file: part.file, part: part.part, method: "PUT", url, headers };
  }

  list(file: string): StagedPart[] {
    const parts = [...(this.#parts.get(file)?.values() ?? [])];
    return parts.toSorted((one, other) => one.part - other.part);
  }

  drop(file: string): void {
    this.#parts.delete(file);
  }

  lose(file: string, part: number): void {
    this.#parts.get(file)?.delete(part);
  }

  keep(file: string, part: StagedPart): void {
    const parts = this.#parts.get(file) ?? new Map<number, StagedPart>();
    this.#parts.set(file, parts.set(part.part, part));
  }

  /** Waits until released. */
  held(): Promise<StorageFault | undefined> {
    return new Promise((resolve) => this.#held.add(resolve));
  }

  /** Lets those held go on, to their end or to another fault. */
  release(fault?: StorageFault): void {
    this.fault = () => fault;
    for (const resolve of this.#held) resolve(fault);
    this.#held.clear();
  }

  /** The signed part the request is for; each ticket counts once here, to see each try's own. */
  begin(method: string, url: string): Sending | null {
    const signed = this.#signed.get(url);
    if (method !== "PUT" || !signed || signed.isUsed) {
      this.unexpected.push(`${method} ${url}`);
      return null;
    }
    signed.isUsed = true;
    const same = this.sendings.filter(
      ({ file, part }) => file === signed.file && part === signed.part,
    );
    const sending = { ...signed, attempt: same.length + 1 };
    this.sendings.push(sending);
    return sending;
  }

  async take(sending: Sending, headers: ReadonlyMap<string, string>, bytes: ArrayBuffer) {
    const digest = base64(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
    const isAsSigned = digest === sending.sha256 && bytes.byteLength === sending.size;
    if (!isAsSigned || headers.get("x-amz-checksum-sha256") !== sending.sha256) return 400;
    const { part, size, sha256 } = sending;
    this.keep(sending.file, { part, size, sha256 });
    return 200;
  }
}

class FakeRequest implements UploadRequest {
  status = 0;
  onload: XMLHttpRequest["onload"] = null;
  onerror: XMLHttpRequest["onerror"] = null;
  onabort: XMLHttpRequest["onabort"] = null;
  readonly upload: UploadRequest["upload"] = { onprogress: null, onload: null };
  readonly #storage: FakeStorage;
  readonly #headers = new Map<string, string>();
  #target = { method: "", url: "" };
  #isOver = false;

  constructor(storage: FakeStorage) {
    this.#storage = storage;
  }

  open(method: string, url: string | URL): void {
    this.#target = { method, url: String(url) };
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers.set(name, value);
  }

  send(body?: Document | XMLHttpRequestBodyInit | null): void {
    this.#storage.underWay++;
    this.#storage.mostUnderWay = Math.max(this.#storage.mostUnderWay, this.#storage.underWay);
    if (!(body instanceof Blob)) throw new TypeError("A part is sent as a slice of its file");
    void this.#exchange(body);
  }

  abort(): void {
    this.#end(() => this.#call(this.onabort));
  }

  async #exchange(slice: Blob): Promise<void> {
    const sending = this.#storage.begin(this.#target.method, this.#target.url);
    let fault = sending ? this.#storage.fault(sending) : undefined;
    if (fault === "stall") return;
    this.#progress(slice.size / 2);
    if (fault === "hold") fault = await this.#storage.held();
    await this.#storage.latency();
    this.#storage.moving++;
    await this.#finish(sending, fault, slice);
    this.#storage.moving--;
  }

  async #finish(sending: Sending | null, fault: StorageFault | undefined, slice: Blob) {
    const bytes = await slice.arrayBuffer().catch(() => null);
    if (this.#isOver) return;
    // A file that cannot be read breaks a browser's request as a bad line does.
    if (fault === "network" || !bytes) return this.#end(() => this.#call(this.onerror));
    this.#progress(bytes.byteLength);
    if (!sending || fault === "expired") return this.#load(403);
    const status =
      fault === "error" ? 500 : await this.#storage.take(sending, this.#headers, bytes);
    if (fault === "lost answer") return this.#end(() => this.#call(this.onerror));
    this.#load(status);
  }

  #load(status: number): void {
    this.#end(() => {
      this.status = status;
      this.#call(this.onload);
    });
  }

  #end(tell: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#storage.underWay--;
    tell();
  }

  #progress(loaded: number): void {
    this.upload.onprogress?.call(this as unknown as XMLHttpRequest, progressEvent(loaded));
  }

  #call(handler: XMLHttpRequest["onload"]): void {
    handler?.call(this as unknown as XMLHttpRequest, progressEvent(0));
  }
}

function progressEvent(loaded: number): ProgressEvent<XMLHttpRequestUpload> {
  const details = { loaded, lengthComputable: true, total: 0 };
  return Object.assign(new Event("progress"), details) as ProgressEvent<XMLHttpRequestUpload>;
}
