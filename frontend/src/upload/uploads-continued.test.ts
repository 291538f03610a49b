import { md5 } from "hash-wasm";
import { describe, expect, it } from "vitest";
import { problem } from "../../test/fake-server.ts";
import { fileOf } from "../../test/files.ts";
import { Harness } from "../../test/harness.ts";

describe("continuing", () => {
  it("only missing and different parts are sent when a file is continued", async () => {
    const { uploads, server, ...page } = new Harness();
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

  it("what arrived in an earlier visit counts before the rest is sent", async () => {
    const { uploads, server, ...page } = new Harness();
    const file = fileOf(3000);
    await stageEarlier(server, file);
    server.storage.lose("server-1", 1);
    const seen: number[] = [];
    server.storage.fault = () => {
      seen.push(page.file("data.bin").sentBytes);
      return undefined;
    };

    uploads.adopt(server.files);
    uploads.add([file]);
    await page.idle();

    expect(seen).toEqual([2000]);
    expect(page.file("data.bin")).toMatchObject({ state: "staged", sentBytes: 3000 });
  });

  it("a file staged in an earlier visit is shown, and not sent again", async () => {
    const { uploads, server, ...page } = new Harness();
    uploads.adopt([{ ...server.put({ path: "a", size: 10, type: "" }), state: "staged" }]);

    const { refused } = uploads.add([fileOf(10, "a")]);
    await page.idle();

    expect(refused.map(({ reason }) => reason.code)).toEqual(["duplicate"]);
    expect(page.file("a")).toMatchObject({ state: "staged", sentBytes: 10 });
  });

  it("a file that the service made itself is not among those sent from here", () => {
    const { uploads, server } = new Harness();
    const file = { ...server.put({ path: "a", size: 10, type: "" }), state: "staged" as const };

    uploads.adopt([file, { ...file, id: "crate-1", path: "b", ours: true }]);

    expect(uploads.snapshot().files.map(({ path }) => path)).toEqual(["a"]);
  });

  it("a part found missing at the end is sent again", async () => {
    const { uploads, server, ...page } = new Harness();
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
    const { uploads, server, ...page } = new Harness();
    const notYet = { files: [{ file: "server-1", state: "uploading" }] };
    server.fault = ({ name }) =>
      name === "/complete" && server.count(name) < 3 ? Response.json(notYet) : undefined;

    uploads.add([fileOf(1000)]);
    await page.idle();

    expect(page.file("data.bin").state).toBe("staged");
    expect(server.count("/complete")).toBe(3);
  });

  it("a failed file tried again sends only what is missing", async () => {
    const { uploads, server, ...page } = new Harness();
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
    const { uploads, server, ...page } = new Harness();
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
