import { md5 } from "hash-wasm";
import { describe, expect, it } from "vitest";
import { InProcessWorker } from "../../test/harness.ts";
import { Hasher } from "./hasher.ts";
import { base64 } from "./plan.ts";

const text = (content: string) => new Blob([content]);

describe("a reading", () => {
  it("gives each part's SHA-256, and the MD5 of what was read in order", async () => {
    const reading = new Hasher(() => new InProcessWorker()).open();

    const part = await reading.part(text("abc"), true);
    await reading.part(text("def"), true);
    await reading.part(text("abc"), false);

    expect(base64(part)).toBe("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    expect(await reading.md5()).toBe(await md5("abcdef"));
  });

  it("keeps files apart that are read at the same time", async () => {
    const hasher = new Hasher(() => new InProcessWorker());
    const [one, two] = [hasher.open(), hasher.open()];

    await Promise.all([one.part(text("1"), true), two.part(text("2"), true)]);
    await Promise.all([one.part(text("1"), true), two.part(text("2"), true)]);

    expect(await one.md5()).toBe(await md5("11"));
    expect(await two.md5()).toBe(await md5("22"));
  });

  it("passes on why a file cannot be read", async () => {
    const reading = new Hasher(() => new InProcessWorker()).open();
    const gone = { arrayBuffer: () => Promise.reject(new DOMException("", "NotReadableError")) };

    await expect(reading.part(gone as unknown as Blob, true)).rejects.toMatchObject({
      name: "NotReadableError",
    });
  });

  it("reads with the worker that was warmed for it", async () => {
    const workers: InProcessWorker[] = [];
    const hasher = new Hasher(() => {
      const worker = new InProcessWorker();
      workers.push(worker);
      return worker;
    });

    hasher.warm();
    expect(workers).toHaveLength(1);

    await hasher.open().part(text("abc"), true);
    expect(workers).toHaveLength(1);
  });

  it("fails with its worker; the next one starts another", async () => {
    const workers: InProcessWorker[] = [];
    const hasher = new Hasher(() => {
      const worker = new InProcessWorker();
      workers.push(worker);
      return worker;
    });
    const reading = hasher.open();
    const part = reading.part(text("abc"), true);

    workers[0]?.onerror?.(new Event("error") as ErrorEvent);

    await expect(part).rejects.toThrow("has stopped");
    await expect(reading.md5()).rejects.toThrow("has stopped");
    await hasher.open().part(text("abc"), true);
    expect(workers).toHaveLength(2);
  });
});
