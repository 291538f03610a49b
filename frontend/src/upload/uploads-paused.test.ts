import { describe, expect, it } from "vitest";
import { fileOf } from "../../test/files.ts";
import { Harness } from "../../test/harness.ts";

describe("a pause", () => {
  it("lets go of the line, and continues where it was", async () => {
    const { uploads, server, ...page } = await underWay("stall");

    uploads.pause();
    await page.environment.pass(120_000);
    expect(server.storage.underWay).toBe(0);
    expect(uploads.snapshot()).toMatchObject({ paused: true, busy: true });
    expect(page.file("data.bin").state).toBe("uploading");

    server.storage.fault = () => undefined;
    uploads.resume();
    await page.idle();

    expect(page.file("data.bin").state).toBe("staged");
    expect(uploads.snapshot().paused).toBe(false);
  });

  it("lets parts end of which most is there, and begins no others", async () => {
    const { uploads, server, ...page } = await underWay("hold");

    uploads.pause();
    server.storage.release();
    await page.environment.pass(120_000);

    // Half of each had gone when they were held.
    expect(server.storage.list("server-1").map(({ part }) => part)).toEqual([1, 2, 3, 4]);
    uploads.resume();
    await page.idle();
    expect(server.storage.sendings).toHaveLength(9);
  });

  it("holds back what is added meanwhile, too", async () => {
    const { uploads, server, ...page } = await underWay("hold");
    uploads.pause();
    server.storage.release();

    uploads.add([fileOf(50, "small")]);
    await page.environment.pass(60_000);
    expect(server.storage.list("server-2")).toEqual([]);

    uploads.resume();
    await page.idle();
    expect(page.file("small").state).toBe("staged");
  });

  it("does not count as a failure, however often", async () => {
    const { uploads, server, ...page } = await underWay("stall");
    for (let times = 0; times < 30; times++) {
      uploads.pause();
      await page.environment.pass(1000);
      uploads.resume();
      await page.environment.pass(1000);
    }

    server.storage.fault = () => undefined;
    await page.idle();

    expect(page.file("data.bin").state).toBe("staged");
  });

  it("ends when nothing is left to send", async () => {
    const { uploads, server, ...page } = await underWay("stall");
    uploads.pause();

    uploads.remove(page.file("data.bin").id);
    await page.idle();
    server.storage.fault = () => undefined;
    uploads.add([fileOf(50, "next")]);
    await page.idle();

    expect(page.file("next").state).toBe("staged");
  });
});

async function underWay(fault: "stall" | "hold") {
  const page = new Harness();
  page.server.storage.fault = () => fault;
  page.uploads.add([fileOf(9000)]);
  await page.environment.quiet();
  return page;
}
