import { md5 } from "hash-wasm";
import { describe, expect, it } from "vitest";
import { problem } from "../../test/fake-server.ts";
import { fileOf, Harness } from "../../test/harness.ts";
import { sleep } from "../environment.ts";

describe("sending", () => {
  it("a file arrives in checked parts, and the service learns its MD5", async () => {
    const { uploads, server, ...page } = setUp();
    const file = fileOf(4500);

    const { added, refused } = uploads.add([file]);
    await page.idle();

    expect(refused).toEqual([]);
    expect(page.file("data.bin")).toMatchObject({ id: added[0], state: "staged", sentBytes: 4500 });
    expect(server.storage.list("server-1").map(({ size }) => size)).toEqual([
      1000, 1000, 1000, 1000, 500,
    ]);
    expect(server.md5s.get("server-1")).toBe(await md5(await bytesOf(file)));
  });

  it("parts of one file go up in parallel", async () => {
    const { uploads, server, ...page } = setUp({ slots: 4 });
    server.storage.fault = () => "hold";

    uploads.add([fileOf(9000)]);
    await page.environment.quiet();

    expect(server.storage.underWay).toBe(4);
    server.storage.release();
    await page.idle();
  });

  it("all files share one gate, and a place goes to the first file that wants it", async () => {
    const { uploads, server, ...page } = setUp({ slots: 3 });
    server.storage.fault = () => "hold";

    uploads.add([fileOf(2000, "first"), fileOf(3000, "second"), fileOf(3000, "third")]);
    await page.environment.quiet();

    expect(server.storage.underWay).toBe(3);
    server.storage.release();
    await page.idle();
    expect(server.storage.mostUnderWay).toBe(3);
    expect(server.storage.sendings[3]).toMatchObject({ file: "server-1", part: 2 });
  });

  it("no more than one part is hashed ahead of those on their way", async () => {
    const { uploads, server, worker, ...page } = setUp({ slots: 4 });
    server.storage.fault = () => "hold";

    uploads.add([fileOf(9000, "one"), fileOf(9000, "two")]);
    await page.environment.quiet();

    expect(worker.partsHashed).toBe(5);
    server.storage.release();
    await page.idle();
  });

  it("every part is hashed once", async () => {
    const { uploads, worker, ...page } = setUp();

    uploads.add([fileOf(4500)]);
    await page.idle();

    expect(worker.partsHashed).toBe(5);
  });

  it("a hundred small files share a few calls", async () => {
    const { uploads, server, ...page } = setUp();
    server.latency = () => sleep(page.environment, 50);

    uploads.add(Array.from({ length: 100 }, (_, index) => fileOf(50, `${index}.csv`, index)));
    await page.idle();

    expect(server.files.every(({ state }) => state === "staged")).toBe(true);
    expect(server.count("/files")).toBe(1);
    expect(server.count("/parts")).toBeLessThan(10);
    expect(server.count("/complete")).toBeLessThan(10);
  });

  it("a folder's files keep their paths", async () => {
    const { uploads, server, ...page } = setUp();

    uploads.add([{ file: fileOf(10, "run.csv"), path: "raw/2026/run.csv" }]);
    await page.idle();

    expect(server.files.map(({ path }) => path)).toEqual(["raw/2026/run.csv"]);
  });
});

describe("when the line fails", () => {
  it("a stalled part is sent again after the watchdog", async () => {
    const { uploads, server, ...page } = setUp();
    server.storage.fault = ({ part, attempt }) =>
      part === 2 && attempt === 1 ? "stall" : undefined;

    uploads.add([fileOf(3000)]);
    await page.idle();

    expect(page.file("data.bin").state).toBe("staged");
    expect(server.storage.sendings.map(({ part }) => part)).toEqual([1, 2, 3, 2]);
    expect(page.environment.now()).toBeGreaterThanOrEqual(60_000);
  });

  it("a 403 is retried with a fresh URL", async () => {
    const { uploads, server, ...page } = setUp();
    server.storage.fault = ({ attempt }) => (attempt === 1 ? "expired" : undefined);

    uploads.add([fileOf(2000)]);
    await page.idle();

    expect(page.file("data.bin").state).toBe("staged");
    expect(server.storage.sendings).toHaveLength(4);
  });

  it("a part the storage fails eight times makes the file fail, and others go on", async () => {
    const { uploads, server, ...page } = setUp();
    server.storage.fault = ({ file, part }) =>
      file === "server-1" && part === 2 ? "error" : undefined;

    uploads.add([fileOf(3000, "bad"), fileOf(3000, "good")]);
    await page.idle();

    expect(
      server.storage.sendings.filter(({ part, file }) => part === 2 && file === "server-1"),
    ).toHaveLength(8);
    expect(page.reason("bad")).toMatchObject({ code: "storage" });
    expect(page.file("good").state).toBe("staged");
  });

  it("a line that is cut and comes back needs no click", async () => {
    const { uploads, server, ...page } = setUp();
    server.storage.fault = () => "hold";
    uploads.add([fileOf(6000)]);
    await page.environment.quiet();

    page.environment.goOffline();
    server.storage.release("network");
    await page.environment.pass(10_000);
    expect(server.storage.sendings).toHaveLength(4);
    server.storage.fault = () => undefined;
    page.environment.goOnline();
    await page.idle();

    expect(page.file("data.bin").state).toBe("staged");
  });

  it.each(["/files", "/parts", "/complete"])(
    "a lost answer of %s is asked for again",
    async (name) => {
      const { uploads, server, ...page } = setUp();
      let isLost = false;
      server.fault = (call) => {
        if (call.name !== name || isLost) return undefined;
        isLost = true;
        return "lost answer";
      };

      uploads.add([fileOf(1500)]);
      await page.idle();

      expect(page.file("data.bin").state).toBe("staged");
      expect(server.files).toHaveLength(1);
    },
  );

  it("a service out of reach is told in words", async () => {
    const { uploads, server, ...page } = setUp();
    server.fault = () => "network";

    uploads.add([fileOf(1500)]);
    await page.idle();

    expect(page.reason("data.bin")).toMatchObject({ code: "unreachable" });
  });
});

describe("continuing", () => {
  it("only missing and different parts are sent when a file is continued", async () => {
    const { uploads, server, ...page } = setUp();
    const file = fileOf(3000);
    await stageEarlier(server, file);
    server.storage.lose("server-1", 1);
    server.storage.keep("server-1", { part: 3, size: 1000, sha256: "another" });

    uploads.adopt(server.files);
    expect(page.file("data.bin").state).toBe("waiting");
    uploads.add([file]);
    await page.idle();

    expect(page.file("data.bin").state).toBe("staged");
    expect(server.storage.sendings.map(({ part }) => part)).toEqual([1, 3]);
    expect(server.count("/files")).toBe(0);
    expect(server.md5s.get("server-1")).toBe(await md5(await bytesOf(file)));
  });

  it("a file staged in an earlier visit is shown, and not sent again", async () => {
    const { uploads, server, ...page } = setUp();
    uploads.adopt([{ ...server.put({ path: "a", size: 10, type: "" }), state: "staged" }]);

    const { refused } = uploads.add([fileOf(10, "a")]);
    await page.idle();

    expect(refused.map(({ reason }) => reason.code)).toEqual(["duplicate"]);
    expect(page.file("a")).toMatchObject({ state: "staged", sentBytes: 10 });
  });

  it("a part found missing at the end is sent again", async () => {
    const { uploads, server, ...page } = setUp();
    server.fault = ({ name }) => {
      if (name === "/complete" && server.count("/complete") === 1) {
        server.storage.lose("server-1", 2);
      }
      return undefined;
    };

    uploads.add([fileOf(3000)]);
    await page.idle();

    expect(page.file("data.bin")).toMatchObject({ state: "staged", sentBytes: 3000 });
    expect(server.storage.sendings.map(({ part }) => part)).toEqual([1, 2, 3, 2]);
  });

  it("a file the service is not done with is asked about again", async () => {
    const { uploads, server, ...page } = setUp();
    const notYet = { files: [{ file: "server-1", state: "uploading", missing: [] }] };
    server.fault = ({ name }) =>
      name === "/complete" && server.count(name) < 3 ? Response.json(notYet) : undefined;

    uploads.add([fileOf(1000)]);
    await page.idle();

    expect(page.file("data.bin").state).toBe("staged");
    expect(server.count("/complete")).toBe(3);
  });

  it("a failed file tried again sends only what is missing", async () => {
    const { uploads, server, ...page } = setUp();
    server.storage.fault = ({ part }) => (part === 3 ? "error" : undefined);
    const [id = ""] = uploads.add([fileOf(3000)]).added;
    await page.idle();
    expect(page.file("data.bin").state).toBe("failed");

    server.storage.fault = () => undefined;
    const before = server.storage.sendings.length;
    uploads.retry(id);
    await page.idle();

    expect(page.file("data.bin")).toMatchObject({ state: "staged", reason: null });
    expect(server.storage.sendings.slice(before).map(({ part }) => part)).toEqual([3]);
  });

  it("a file dropped elsewhere meanwhile is registered anew when tried again", async () => {
    const { uploads, server, ...page } = setUp();
    server.storage.fault = () => {
      server.files = [];
      return "expired";
    };
    const [id = ""] = uploads.add([fileOf(1000)]).added;
    await page.idle();
    expect(page.reason("data.bin")).toMatchObject({ code: "refused" });

    server.storage.fault = () => undefined;
    uploads.retry(id);
    await page.idle();

    expect(page.file("data.bin")).toMatchObject({ state: "staged", serverId: "server-2" });
  });
});

describe("refusing", () => {
  it("an empty file is refused before the service is asked", async () => {
    const { uploads, server } = setUp();

    const { added, refused } = uploads.add([fileOf(0, "empty.csv")]);

    expect(added).toEqual([]);
    expect(refused[0]?.reason).toEqual({
      code: "empty",
      message: "“empty.csv” is empty. Leave it out, or fill it.",
    });
    expect(server.calls).toEqual([]);
  });

  it("a file the service refuses says why, and does not hold up the others", async () => {
    const { uploads, server, ...page } = setUp();
    server.refusals.set("a:b", "A name must not hold a colon.");

    uploads.add([fileOf(10, "one"), fileOf(10, "a:b"), fileOf(10, "two")]);
    await page.idle();

    expect(page.reason("a:b")).toEqual({
      code: "refused",
      message: "A name must not hold a colon.",
    });
    expect([page.file("one").state, page.file("two").state]).toEqual(["staged", "staged"]);
  });

  it("what the service says against all files is told at each", async () => {
    const { uploads, server, ...page } = setUp();
    const body = { title: "Too late", detail: "This deposit was sent already.", code: "state" };
    server.fault = () => Response.json(body, { status: 409 });

    uploads.add([fileOf(10, "one"), fileOf(10, "two")]);
    await page.idle();

    expect(page.reason("one")?.message).toBe("This deposit was sent already.");
    expect(page.reason("two")?.message).toBe("This deposit was sent already.");
  });

  it("a file that changed on disk says so, and goes on when chosen again", async () => {
    const { uploads, server, ...page } = setUp();
    uploads.add([onDisk(fileOf(2000), () => true)]);
    await page.idle();
    expect(page.reason("data.bin")).toEqual({
      code: "changed",
      message: "The file changed on disk. Choose it again.",
    });

    const { added } = uploads.add([fileOf(1800, "data.bin", 7)]);
    await page.idle();

    expect(added).toHaveLength(1);
    expect(page.file("data.bin")).toMatchObject({ state: "staged", size: 1800 });
    expect(server.files.map(({ size }) => size)).toEqual([1800]);
  });

  it("a file that changes while it is sent is not taken for a bad line", async () => {
    const { uploads, server, ...page } = setUp();
    uploads.add([onDisk(fileOf(2000), () => server.storage.sendings.length > 0)]);
    await page.idle();

    expect(page.reason("data.bin")).toMatchObject({ code: "changed" });
  });
});

describe("removing", () => {
  it("a removed file is stopped, dropped at the service, and gone", async () => {
    const { uploads, server, ...page } = setUp();
    server.storage.fault = () => "stall";
    const [id = ""] = uploads.add([fileOf(3000)]).added;
    await page.environment.quiet();

    uploads.remove(id);
    await page.idle();

    expect(server.storage.underWay).toBe(0);
    expect(server.files).toEqual([]);
    expect(uploads.snapshot().files).toEqual([]);
  });

  it("a file removed while it is registered is dropped all the same", async () => {
    const { uploads, server, ...page } = setUp();

    const [id = ""] = uploads.add([fileOf(3000)]).added;
    uploads.remove(id);
    await page.idle();

    expect(server.files).toEqual([]);
    expect(server.storage.sendings).toEqual([]);
  });

  it("its place is free for the next, and its path too", async () => {
    const { uploads, server, ...page } = setUp({ limits: { files: 1 } });
    const [id = ""] = uploads.add([fileOf(10, "a")]).added;
    await page.idle();
    uploads.remove(id);
    await page.idle();

    expect(uploads.add([fileOf(20, "a")]).refused).toEqual([]);
    await page.idle();

    expect(server.files.map(({ size }) => size)).toEqual([20]);
  });

  it("a file that cannot be removed says so, and trying again removes it", async () => {
    const { uploads, server, ...page } = setUp();
    const [id = ""] = uploads.add([fileOf(10)]).added;
    await page.idle();
    server.fault = ({ method }) => (method === "DELETE" ? "network" : undefined);
    uploads.remove(id);
    await page.idle();
    expect(page.reason("data.bin")).toMatchObject({ code: "not_removed" });

    server.fault = () => undefined;
    uploads.retry(id);
    await page.idle();

    expect(server.files).toEqual([]);
  });

  it("the tickets of other files are not lost with it", async () => {
    const { uploads, server, ...page } = setUp();
    server.fault = ({ name, body }) => {
      const parts = name === "/parts" ? (body as { parts: { file: string }[] }).parts : [];
      if (!parts.some(({ file }) => file === "server-1")) return undefined;
      return Response.json(problem(404).body, { status: 404 });
    };

    uploads.add([fileOf(50, "gone"), fileOf(50, "here", 1), fileOf(50, "there", 2)]);
    await page.idle();

    expect(page.file("gone").state).toBe("failed");
    expect([page.file("here").state, page.file("there").state]).toEqual(["staged", "staged"]);
  });
});

describe("telling", () => {
  it("a snapshot adds up bytes over all files, and says when the page may be closed", async () => {
    const { uploads, server, ...page } = setUp({ slots: 2 });
    server.storage.fault = () => "hold";
    uploads.add([fileOf(2000, "one"), fileOf(2000, "two")]);
    await page.environment.quiet();

    expect(uploads.snapshot()).toMatchObject({
      busy: true,
      totals: { bytes: 4000, sentBytes: 1000, rate: null, secondsLeft: null },
    });
    server.storage.release();
    await page.idle();

    expect(uploads.snapshot()).toMatchObject({ busy: false, totals: { sentBytes: 4000 } });
  });

  it("listeners hear of many changes once", async () => {
    const { uploads, ...page } = setUp();
    let heard = 0;
    const end = uploads.onChange(() => heard++);

    uploads.add([fileOf(4500)]);
    await page.idle();
    await page.environment.pass(1000);
    expect(heard).toBeGreaterThan(0);
    expect(heard).toBeLessThan(10);

    end();
    const before = heard;
    uploads.add([fileOf(10, "more")]);
    await page.idle();
    expect(heard).toBe(before);
  });
});

function setUp(options: ConstructorParameters<typeof Harness>[0] = {}) {
  const harness = new Harness(options);
  const { uploads, server, worker, environment } = harness;
  return {
    uploads,
    server,
    worker,
    environment,
    idle: () => harness.idle(),
    file: (path: string) => harness.file(path),
    reason: (path: string) => harness.file(path).reason,
  };
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

/** Parts of the file as an earlier visit left them: all there, but not completed. */
async function stageEarlier(server: Harness["server"], file: File): Promise<void> {
  const earlier = new Harness({ server });
  server.fault = ({ name }) =>
    name === "/complete" ? Response.json(problem(409).body, { status: 409 }) : undefined;
  earlier.uploads.add([file]);
  await earlier.idle();
  server.fault = () => undefined;
  server.calls.length = 0;
  server.storage.sendings.length = 0;
}

/** A file on a disk that somebody writes to: `isChanged` says from when on. */
function onDisk(file: File, isChanged: () => boolean): File {
  return new Proxy(file, {
    get: (target, key) => {
      if (key === "slice")
        return (...range: number[]) => onDisk(target.slice(...range) as File, isChanged);
      if (key !== "arrayBuffer") return Reflect.get(target, key, target);
      if (isChanged()) return () => Promise.reject(new DOMException("", "NotReadableError"));
      return () => target.arrayBuffer();
    },
  });
}
