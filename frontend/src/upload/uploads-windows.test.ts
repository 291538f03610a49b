import { describe, expect, it } from "vitest";
import { fileOf } from "../../test/files.ts";
import { Harness } from "../../test/harness.ts";
import { FakeLocks } from "../../test/windows.ts";
import { WindowClaims } from "./claims.ts";

describe("two windows", () => {
  it("do not send the same file: the second waits, and finds it there", async () => {
    const { first, second, server } = await twoWindows();
    second.uploads.add([fileOf(3000)]);
    await second.environment.quiet();
    expect(second.file("data.bin").state).toBe("elsewhere");

    server.storage.release();
    await first.idle();
    await second.idle();

    expect(second.file("data.bin")).toMatchObject({ state: "staged", sentBytes: 3000 });
    expect(server.storage.sendings).toHaveLength(3);
  });

  it("the second goes on where the first was closed", async () => {
    const { second, locks, server } = await twoWindows((part) => part !== 2);
    second.uploads.add([fileOf(3000)]);
    await second.environment.quiet();
    server.storage.fault = () => undefined;

    locks.drop();
    await second.idle();

    expect(second.file("data.bin").state).toBe("staged");
    expect(server.storage.sendings.map(({ part }) => part)).toEqual([1, 2, 3, 2]);
  });

  it("the second takes over what the first gives up", async () => {
    const { first, second, server } = await twoWindows();
    second.uploads.add([fileOf(3000)]);
    await second.environment.quiet();

    server.storage.release("error");
    await first.idle();
    server.storage.fault = () => undefined;
    await second.idle();

    expect(first.file("data.bin").state).toBe("failed");
    expect(second.file("data.bin").state).toBe("staged");
  });

  it("a window that only looks on shows what the other sends, and what became of it", async () => {
    const { first, second, server } = await twoWindows();
    second.uploads.adopt(server.files);
    await second.environment.quiet();
    expect(second.file("data.bin").state).toBe("elsewhere");

    server.storage.release();
    await first.idle();
    await second.environment.quiet();

    expect(second.file("data.bin").state).toBe("staged");
  });

  it("a file that waits when the other window begins is seen to be sent there", async () => {
    const locks = new FakeLocks();
    const { first, second, server } = windows(locks);
    second.uploads.adopt([server.put({ path: "data.bin", size: 3000, type: "" })]);
    await second.environment.quiet();
    server.storage.fault = () => "hold";
    first.uploads.add([fileOf(3000)]);
    await first.environment.quiet();

    second.uploads.watch();
    await second.environment.quiet();

    expect(second.file("data.bin").state).toBe("elsewhere");
    expect(second.uploads.add([fileOf(3000)]).refused[0]?.reason.message).toMatchObject({
      key: "refusal.elsewhere",
    });
    server.storage.release();
    await first.idle();
  });

  it("what the other window removed is gone here too", async () => {
    const { first, second, server } = await twoWindows();
    second.uploads.add([fileOf(3000)]);
    await second.environment.quiet();

    first.uploads.remove(first.file("data.bin").id);
    await first.idle();
    await second.idle();

    expect(second.uploads.snapshot().files).toEqual([]);
    expect(server.files).toEqual([]);
  });

  it("a file can be removed where it waits for the other window", async () => {
    const { first, second, server } = await twoWindows();
    second.uploads.add([fileOf(3000)]);
    await second.environment.quiet();

    second.uploads.remove(second.file("data.bin").id);
    await second.idle();

    expect(second.uploads.snapshot().files).toEqual([]);
    server.storage.release("error");
    await first.idle();
  });

  it("where there are no locks, or they are forbidden, each sends", async () => {
    const forbidden = {
      request: () => Promise.reject(new DOMException("", "SecurityError")),
      query: () => Promise.reject(new DOMException("", "SecurityError")),
    } as unknown as LockManager;
    for (const locks of [undefined, forbidden]) {
      const { second } = windows(locks);
      second.uploads.add([fileOf(3000)]);
      await second.idle();
      expect(second.file("data.bin").state).toBe("staged");
    }
  });
});

function windows(locks: LockManager | undefined) {
  const first = new Harness({ claims: new WindowClaims("one", locks) });
  const { server } = first;
  const second = new Harness({ server, claims: new WindowClaims("one", locks) });
  first.environment.isWorking = second.environment.isWorking = () =>
    first.worker.working + second.worker.working + server.storage.moving > 0;
  return { first, second, server };
}

/** The first sends a file of three parts, of which those that are `held` stay on their way. */
async function twoWindows(isSent: (part: number) => boolean = () => false) {
  const locks = new FakeLocks();
  const { first, second, server } = windows(locks);
  server.storage.fault = ({ part }) => (isSent(part) ? undefined : "hold");
  first.uploads.add([fileOf(3000)]);
  await first.environment.quiet();
  return { first, second, server, locks };
}
