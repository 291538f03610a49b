import { describe, expect, it } from "vitest";
import { fileOf } from "../../test/files.ts";
import { Harness } from "../../test/harness.ts";

describe("when the line fails", () => {
  it("a stalled part is sent again after the watchdog", async () => {
    const { uploads, server, ...page } = new Harness();
    server.storage.fault = ({ part, attempt }) =>
      part === 2 && attempt === 1 ? "stall" : undefined;

    uploads.add([fileOf(3000)]);
    await page.idle();

    expect(page.file("data.bin").state).toBe("staged");
    expect(server.storage.sendings.map(({ part }) => part)).toEqual([1, 2, 3, 2]);
    expect(page.environment.now()).toBeGreaterThanOrEqual(60_000);
    expect(page.environment.now()).toBeLessThan(90_000);
  });

  it.each([
    ["large", 1000],
    ["small", 50],
  ])("a 403 on a %s part is retried with a fresh URL", async (_, size) => {
    const { uploads, server, ...page } = new Harness();
    server.storage.fault = ({ attempt }) => (attempt === 1 ? "expired" : undefined);

    uploads.add([fileOf(size)]);
    await page.idle();

    expect(page.file("data.bin").state).toBe("staged");
    expect(server.storage.sendings.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it("a part the storage fails eight times makes the file fail, and others go on", async () => {
    const { uploads, server, ...page } = new Harness();
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
    const { uploads, server, ...page } = new Harness();
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
      const { uploads, server, ...page } = new Harness();
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
    const { uploads, server, ...page } = new Harness();
    server.fault = () => "network";

    uploads.add([fileOf(1500)]);
    await page.idle();

    expect(page.reason("data.bin")).toMatchObject({ code: "unreachable" });
  });
});
