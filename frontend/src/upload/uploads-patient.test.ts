import { describe, expect, it } from "vitest";
import { fileOf } from "../../test/files.ts";
import { Harness } from "../../test/harness.ts";

describe("patience", () => {
  it("minutes in a tunnel end well, though the browser believes to be online", async () => {
    const { uploads, server, ...page } = await underWay();
    server.fault = () => "network";
    server.storage.release("network");
    await page.environment.pass(180_000);
    expect(page.file("data.bin")).toMatchObject({ state: "uploading", reason: null });
    expect(uploads.snapshot().stalled).toBe(true);

    server.fault = () => undefined;
    server.storage.fault = () => undefined;
    await page.idle();

    expect(page.file("data.bin").state).toBe("staged");
    expect(uploads.snapshot().stalled).toBe(false);
  });

  it("a wait ends at once when somebody looks at the page again", async () => {
    const { server, ...page } = await underWay();
    server.fault = () => "network";
    server.storage.release("network");
    await page.environment.pass(180_000);
    server.fault = () => undefined;
    server.storage.fault = () => undefined;
    const before = page.environment.now();

    page.environment.wake();
    await page.environment.quiet();

    expect(page.environment.now()).toBe(before);
    expect(server.storage.list("server-1").length).toBeGreaterThan(0);
    await page.idle();
  });

  it("connections from before a sleep are given up soon", async () => {
    const { server, ...page } = await underWay("stall");
    server.storage.fault = () => undefined;

    page.environment.wake(true);
    await page.environment.pass(15_000);

    expect(page.file("data.bin").state).toBe("staged");
  });

  it("a service that answers with errors for minutes ends the file, in words", async () => {
    const { server, ...page } = new Harness();
    server.fault = ({ name }) =>
      name === "/parts" ? Response.json({ title: "Broken" }, { status: 500 }) : undefined;

    page.uploads.add([fileOf(500)]);
    await page.idle();

    expect(page.reason("data.bin")).toMatchObject({ code: "refused" });
  });

  it("a storage that nobody reaches, though the service answers, ends the file", async () => {
    const { server, ...page } = new Harness();
    server.storage.fault = () => "network";

    page.uploads.add([fileOf(500)]);
    await page.idle();

    expect(page.reason("data.bin")).toMatchObject({ code: "unreachable" });
    expect(server.storage.sendings).toHaveLength(20);
  });

  it("a file the storage takes long to put together is waited for, ever less often", async () => {
    const { server, ...page } = new Harness();
    server.assembling = 600_000;
    server.clock = page.environment.now;

    page.uploads.add([fileOf(3000)]);
    await page.environment.pass(60_000);
    expect(page.file("data.bin")).toMatchObject({ state: "completing", sentBytes: 3000 });
    await page.idle();

    expect(page.file("data.bin").state).toBe("staged");
    expect(server.count("/complete")).toBeLessThan(70);
  });

  it("a file that was being put together when the page was left is waited for", async () => {
    const { server, uploads, ...page } = new Harness();
    const file = server.put({ path: "data.bin", size: 10, type: "" });
    server.files = [{ ...file, state: "completing" }];
    uploads.adopt(server.files);
    await page.environment.pass(60_000);
    expect(page.file("data.bin").state).toBe("completing");

    server.files = [{ ...file, state: "staged" }];
    await page.idle();

    expect(page.file("data.bin").state).toBe("staged");
  });

  it("a file whose bytes changed since its upload began is sent anew, and says so", async () => {
    const { server, uploads, ...page } = await underWay("stall");
    const again = new Harness({ server });
    uploads.remove("none");
    server.storage.fault = () => undefined;
    server.storage.keep("server-1", { part: 1, size: 1000, sha256: "another" });

    again.uploads.adopt(server.files);
    again.uploads.add([fileOf(6000)]);
    await again.idle();

    expect(again.file("data.bin")).toMatchObject({ state: "staged", changed: true });
    expect(page.file("data.bin").changed).toBe(false);
  });
});

async function underWay(fault: "hold" | "stall" = "hold") {
  const page = new Harness();
  page.server.storage.fault = () => fault;
  page.uploads.add([fileOf(6000)]);
  await page.environment.quiet();
  return page;
}
