import { describe, expect, it } from "vitest";
import { fileOf, onDisk, overwritten } from "../../test/files.ts";
import { Harness } from "../../test/harness.ts";
import type { Refusal } from "./uploads.ts";

describe("refusing", () => {
  it("an empty file is refused before the service is asked", async () => {
    const { uploads, server } = new Harness();

    const { added, refused } = uploads.add([fileOf(0, "empty.csv")]);

    expect(added).toEqual([]);
    expect(refused[0]?.reason).toEqual({
      code: "empty",
      message: { key: "refusal.empty", values: { path: "empty.csv" } },
    });
    expect(server.calls).toEqual([]);
  });

  it("a file the service refuses says why, and does not hold up the others", async () => {
    const { uploads, server, ...page } = new Harness();
    server.refusals.set("a:b", "A name must not hold a colon.");

    const refused: Refusal[] = [];
    uploads.onRefused((more) => refused.push(...more));

    uploads.add([fileOf(10, "one"), fileOf(10, "a:b"), fileOf(10, "two")]);
    await page.idle();

    const reason = { code: "name", message: "A name must not hold a colon." };
    expect(refused).toEqual([{ path: "a:b", reason }]);
    expect(uploads.snapshot().files.map(({ path }) => path)).toEqual(["one", "two"]);
    expect([page.file("one").state, page.file("two").state]).toEqual(["staged", "staged"]);
  });

  it("what the service says against all files is told at each", async () => {
    const { uploads, server, ...page } = new Harness();
    const body = { title: "Too late", detail: "This deposit was sent already.", code: "state" };
    server.fault = () => Response.json(body, { status: 409 });

    uploads.add([fileOf(10, "one"), fileOf(10, "two")]);
    await page.idle();

    expect(page.reason("one")?.message).toBe("This deposit was sent already.");
    expect(page.reason("two")?.message).toBe("This deposit was sent already.");
  });

  it("a file that changed on disk says so, and goes on when chosen again", async () => {
    const { uploads, server, ...page } = new Harness();
    uploads.add([onDisk(fileOf(2000), () => true)]);
    await page.idle();
    expect(page.reason("data.bin")).toEqual({
      code: "changed",
      message: { key: "failure.changed" },
    });

    const { added } = uploads.add([fileOf(1800, "data.bin", 7)]);
    await page.idle();

    expect(added).toHaveLength(1);
    expect(page.file("data.bin")).toMatchObject({ state: "staged", size: 1800 });
    expect(server.files.map(({ size }) => size)).toEqual([1800]);
  });

  it("a file that changes without the browser's notice is found out by the storage", async () => {
    const { uploads, server, ...page } = new Harness();
    const changing = { isChanged: false };
    server.storage.fault = () => {
      changing.isChanged = true;
      return undefined;
    };
    uploads.add([overwritten(fileOf(2000), fileOf(2000, "data.bin", 7), changing)]);
    await page.idle();

    expect(page.reason("data.bin")).toMatchObject({ code: "changed" });
    expect(server.storage.list("server-1")).toEqual([]);
  });

  it("a file that changes while it is sent is not taken for a bad line", async () => {
    const { uploads, server, ...page } = new Harness();
    uploads.add([onDisk(fileOf(2000), () => server.storage.sendings.length > 0)]);
    await page.idle();

    expect(page.reason("data.bin")).toMatchObject({ code: "changed" });
  });
});
