// An upload with everything around it faked but the hashing, which is the worker's own code.
import { expect, onTestFinished } from "vitest";
import { Api } from "../src/api.ts";
import { type Claims, WindowClaims } from "../src/upload/claims.ts";
import type { HashWorker } from "../src/upload/hasher.ts";
import { type Port, serveHashes } from "../src/upload/hashing.ts";
import type { FailureReason, FileSnapshot } from "../src/upload/uploads.ts";
import { Uploads } from "../src/upload/uploads.ts";
import { FakeEnvironment } from "./fake-environment.ts";
import { FakeServer, LIMITS, PART_SIZE } from "./fake-server.ts";

export interface HarnessOptions {
  readonly server?: FakeServer;
  readonly slots?: number;
  readonly limits?: Partial<typeof LIMITS>;
  readonly partUnit?: number;
  /** Which window sends what: given where there are several. */
  readonly claims?: Claims;
  /** The test's own, where several run side by side. */
  readonly onFinished?: typeof onTestFinished;
}

export class Harness {
  readonly environment = new FakeEnvironment();
  readonly server: FakeServer;
  readonly uploads: Uploads;
  readonly worker = new InProcessWorker();

  constructor(options: HarnessOptions = {}) {
    this.server = options.server ?? new FakeServer();
    const { environment, server } = this;
    environment.isWorking = () => this.worker.working > 0 || server.storage.moving > 0;
    (options.onFinished ?? onTestFinished)(() =>
      expect([...server.unexpected, ...server.storage.unexpected]).toEqual([]),
    );
    const api = new Api("https://page.test/api", { fetch: server.fetch, environment });
    const submission = { id: "one", limits: { ...LIMITS, ...options.limits } };
    this.uploads = new Uploads(api.submission("one", "the-key"), submission, {
      hashWorkerUrl: "worker.js",
      slots: options.slots ?? 4,
      environment,
      createRequest: server.storage.createRequest,
      startWorker: () => this.worker,
      partUnit: options.partUnit ?? PART_SIZE,
      claims: options.claims ?? new WindowClaims("one", undefined),
    });
  }

  /** Lets time go on until nothing is under way. */
  idle = async (): Promise<void> => {
    await this.environment.until(this.uploads.idle());
  };

  file = (path: string): FileSnapshot => {
    const found = this.uploads.snapshot().files.find((file) => file.path === path);
    if (!found) throw new Error(`No file ${path} in the list`);
    return found;
  };

  reason = (path: string): FailureReason | null => {
    return this.file(path).reason;
  };
}

/** The worker's code on this thread. */
export class InProcessWorker implements HashWorker {
  onmessage: HashWorker["onmessage"] = null;
  onerror: HashWorker["onerror"] = null;
  /** Questions without an answer yet. */
  working = 0;
  partsHashed = 0;
  readonly #port: Port = { onmessage: null, postMessage: (answer) => this.#answer(answer) };

  constructor() {
    serveHashes(this.#port);
  }

  postMessage(data: { readonly ask: string }): void {
    if (data.ask !== "close") this.working++;
    queueMicrotask(() => this.#port.onmessage?.(new MessageEvent("message", { data })));
  }

  terminate(): void {}

  #answer(data: unknown): void {
    this.working--;
    if (data !== null && typeof data === "object" && "sha256" in data) this.partsHashed++;
    this.onmessage?.(new MessageEvent("message", { data }));
  }
}
