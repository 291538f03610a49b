// Whatever befalls an upload, and whenever: in the end every byte is there once, or its file says
// why not. Each seed is a choice of files, a line that fails, and a person who comes back.
// `npm test -- uploads-chaos -t "seed 17 "` plays one again.
import { md5 } from "hash-wasm";
import { describe, expect, it, vi } from "vitest";
import { FakeServer, PART_SIZE } from "../../test/fake-server.ts";
import { fileOf } from "../../test/files.ts";
import { Harness } from "../../test/harness.ts";
import { Trouble } from "../../test/trouble.ts";
import { sleep } from "../environment.ts";
import { base64 } from "./plan.ts";

const SEEDS = Array.from({ length: 100 }, (_, seed) => seed);
const SIZES = [1, 60, 500, 999, 1000, 1001, 2000, 3500, 7001];
const MINUTE = 60_000;
const WHY_NOT = ["failed: storage", "failed: refused"];

/** Checksums are made beside. No clock goes on meanwhile, or a seed would tell many stories. */
let digesting = 0;
const { subtle } = crypto;
const digest = subtle.digest.bind(subtle);
vi.spyOn(subtle, "digest").mockImplementation((...given) => {
  digesting++;
  return digest(...given).finally(() => digesting--);
});

describe("in any trouble", () => {
  it.concurrent.for(SEEDS)(
    "seed %i is there once, or says why not",
    { timeout: MINUTE },
    async (seed, { onTestFinished: onFinished }) => {
      const trouble = new Trouble(seed);
      const files = drawn(trouble);
      const server = new FakeServer();
      const page = await visited(trouble, files, () => new Harness({ server, onFinished }));
      await page.idle();
      const failed = page.uploads.snapshot().files.filter(({ state }) => state !== "staged");
      const reasons = failed.map(({ state, reason }) => `${state}: ${reason?.code}`);
      // What only passes is nobody's business.
      expect(trouble.lasting ? WHY_NOT : []).toEqual(expect.arrayContaining(reasons));

      trouble.isOver = true;
      page.uploads.retry(...failed.map(({ id }) => id));
      await page.idle();

      expect(shown(page)).toEqual(files.map(({ name, size }) => [name, "staged", size]).toSorted());
      expect(there(server)).toEqual((await Promise.all(files.map(wanted))).toSorted());
    },
  );
});

/** The last visit to the page; those before were left in the midst of it. */
async function visited(trouble: Trouble, files: File[], open: () => Harness): Promise<Harness> {
  let page = open();
  happening(page, trouble, 0);
  page.uploads.add(files);
  for (let visit = 1; visit <= trouble.between("visits", 0, 2); visit++) {
    const stay = trouble.between(`until visit ${visit}`, 0, MINUTE / 3);
    await page.environment.until(sleep(page.environment, stay));
    page = open();
    happening(page, trouble, visit);
    page.uploads.adopt(page.server.files);
    page.uploads.add(files);
  }
  return page;
}

function drawn(trouble: Trouble): File[] {
  return Array.from({ length: trouble.between("files", 2, 6) }, (_, index) =>
    fileOf(trouble.one(`size ${index}`, SIZES), `file-${index}`, index),
  );
}

/** What befalls one visit; with the page its timers are gone, and what was under way. */
function happening({ environment, server, uploads }: Harness, trouble: Trouble, visit: number) {
  const { storage } = server;
  const { isWorking } = environment;
  environment.isWorking = () => isWorking() || digesting > 0;
  const slow = (about: string) => sleep(environment, trouble.between(about, 0, 900));
  const isCut = () => !environment.isOnline();
  const arrived = new Set(server.files.flatMap(({ id }) => storage.list(id).map(partOf(id))));
  server.latency = () => slow(`answer ${server.calls.length}`);
  storage.latency = () => slow(`part ${storage.sendings.length}`);
  server.fault = ({ name }) => (isCut() ? "network" : trouble.ofCall(name));
  storage.fault = (sending) => {
    const part = partOf(sending.file)(sending);
    if (arrived.has(part)) storage.unexpected.push(`${part}, which was there`);
    return isCut() ? "network" : trouble.ofStorage(sending);
  };
  const happens = (what: string, begin: () => void, end: () => void) => {
    const [at, later] = [0, 1].map((n) => trouble.between(`${what} ${visit} ${n}`, 0, MINUTE / 2));
    if (trouble.chance(`${what} ${visit}`) > 0.4) return;
    environment.after(at ?? 0, begin);
    environment.after((at ?? 0) + (later ?? 0), end);
  };
  happens(
    "cut",
    () => environment.goOffline(),
    () => environment.goOnline(),
  );
  happens(
    "pause",
    () => uploads.pause(),
    () => uploads.resume(),
  );
  happens(
    "sleep",
    () => undefined,
    () => environment.wake(true),
  );
  uploads.onChange(() => {
    const { files } = uploads.snapshot();
    expect(files.filter(({ sentBytes, size }) => sentBytes > size)).toEqual([]);
  });
}

function partOf(file: string) {
  return ({ part }: { readonly part: number }) => `${file} ${part}`;
}

function shown({ uploads }: Harness): unknown[] {
  return uploads
    .snapshot()
    .files.map(({ path, state, sentBytes }) => [path, state, sentBytes])
    .toSorted();
}

/** What the service has, file by file: whole or not, and the checksums of file and parts. */
function there({ files, md5s, storage }: FakeServer): unknown[] {
  return files
    .map(({ id, path, state }) => [
      path,
      state,
      md5s.get(id),
      storage.list(id).map(({ sha256 }) => sha256),
    ])
    .toSorted();
}

async function wanted(file: File): Promise<[string, string, string, string[]]> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const parts: string[] = [];
  for (let start = 0; start < file.size; start += PART_SIZE) {
    const digest = await crypto.subtle.digest("SHA-256", bytes.slice(start, start + PART_SIZE));
    parts.push(base64(new Uint8Array(digest)));
  }
  return [file.name, "staged", await md5(bytes), parts];
}
