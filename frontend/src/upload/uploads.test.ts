import { md5 } from "hash-wasm";
import { describe, expect, it } from "vitest";
import { problem } from "../../test/fake-server.ts";
import { fileOf } from "../../test/files.ts";
import { Harness } from "../../test/harness.ts";
import { sleep } from "../environment.ts";

describe("sending", () => {
  it("a file arrives in checked parts, and the service learns its MD5", async () => {
    const { uploads, server, ...page } = new Harness();
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
    const { uploads, server, ...page } = new Harness({ slots: 4 });
    server.storage.fault = () => "hold";

    uploads.add([fileOf(9000)]);
    await page.environment.quiet();

    expect(server.storage.underWay).toBe(4);
    server.storage.release();
    await page.idle();
  });

  it("all files share one gate, and a place goes to the first file that wants it", async () => {
    const { uploads, server, ...page } = new Harness({ slots: 3 });
    server.storage.fault = () => "hold";

    uploads.add([fileOf(2000, "first"), fileOf(3000, "second"), fileOf(3000, "third")]);
    await page.environment.quiet();

    expect(server.storage.underWay).toBe(3);
    server.storage.release();
    await page.idle();
    expect(server.storage.mostUnderWay).toBe(3);
    expect(server.storage.sendings[3]).toMatchObject({ file: "server-1", part: 2 });
  });

  it("a small file takes the next place, however much of a large one waits before it", async () => {
    const { uploads, server, ...page } = new Harness();
    server.storage.fault = () => "hold";
    uploads.add([fileOf(20_000, "survey.dat")]);
    await page.environment.quiet();

    uploads.add([fileOf(500, "README.md")]);
    await page.environment.quiet();
    server.storage.release();
    await page.idle();

    const files = server.storage.sendings.map(({ file }) => file);
    // The four on their way, and the one in hand, are not called back.
    expect(files.indexOf("server-2")).toBe(5);
  });

  it("no more than one part is hashed ahead of those on their way", async () => {
    const { uploads, server, worker, ...page } = new Harness({ slots: 4 });
    server.storage.fault = () => "hold";

    uploads.add([fileOf(9000, "one"), fileOf(9000, "two")]);
    await page.environment.quiet();

    expect(worker.partsHashed).toBe(5);
    server.storage.release();
    await page.idle();
  });

  it("every part is hashed once", async () => {
    const { uploads, worker, ...page } = new Harness();

    uploads.add([fileOf(4500)]);
    await page.idle();

    expect(worker.partsHashed).toBe(5);
  });

  it("a hundred small files share a few calls", async () => {
    const { uploads, server, ...page } = new Harness();
    server.latency = server.storage.latency = () => sleep(page.environment, 50);

    uploads.add(Array.from({ length: 100 }, (_, index) => fileOf(50, `${index}.csv`, index)));
    await page.idle();

    expect(server.files.every(({ state }) => state === "staged")).toBe(true);
    expect(server.count("/files")).toBe(1);
    expect(server.count("/parts")).toBeLessThan(8);
    expect(server.count("/complete")).toBeLessThan(10);
    expect(server.storage.mostUnderWay).toBe(8);
  });

  it("a folder's files keep their paths", async () => {
    const { uploads, server, ...page } = new Harness();

    uploads.add([{ file: fileOf(10, "run.csv"), path: "raw/2026/run.csv" }]);
    await page.idle();

    expect(server.files.map(({ path }) => path)).toEqual(["raw/2026/run.csv"]);
  });
});

describe("removing", () => {
  it("a removed file is stopped, dropped at the service, and gone", async () => {
    const { uploads, server, ...page } = new Harness();
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
    const { uploads, server, ...page } = new Harness();

    const [id = ""] = uploads.add([fileOf(3000)]).added;
    uploads.remove(id);
    await page.idle();

    expect(server.files).toEqual([]);
    expect(server.storage.sendings).toEqual([]);
  });

  it("its place is free for the next, and its path too", async () => {
    const { uploads, server, ...page } = new Harness({ limits: { files: 1 } });
    const [id = ""] = uploads.add([fileOf(10, "a")]).added;
    await page.idle();
    uploads.remove(id);
    await page.idle();

    expect(uploads.add([fileOf(20, "a")]).refused).toEqual([]);
    await page.idle();

    expect(server.files.map(({ size }) => size)).toEqual([20]);
  });

  it("a file that cannot be removed says so, and trying again removes it", async () => {
    const { uploads, server, ...page } = new Harness();
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
    const { uploads, server, ...page } = new Harness();
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
    const { uploads, server, ...page } = new Harness({ slots: 2 });
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
    const { uploads, ...page } = new Harness();
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

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
