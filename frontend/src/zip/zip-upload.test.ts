import { md5 } from "hash-wasm";
import { expect, it } from "vitest";
import { fileOf, onDisk } from "../../test/files.ts";
import { Harness } from "../../test/harness.ts";
import { ZipSource } from "./zip-source.ts";

const FILES = Array.from({ length: 5 }, (_, index) => ({
  path: `raw/${index}.csv`,
  file: fileOf(700, `${index}.csv`, index),
}));

it("an archive goes up part by part, and the service learns its MD5", async () => {
  const { uploads, server, ...page } = new Harness();
  const zip = new ZipSource(FILES);

  uploads.add([{ file: zip, path: "raw.zip" }]);
  await page.idle();

  expect(page.file("raw.zip")).toMatchObject({ state: "staged", type: "application/zip; files=5" });
  const whole = new Uint8Array(await (await zip.part(0, zip.size)).arrayBuffer());
  expect(server.md5s.get("server-1")).toBe(await md5(whole));
});

it("an archive of the same files sends only what is missing of the one before", async () => {
  const { uploads, server, ...page } = new Harness();
  server.storage.fault = ({ part }) => (part >= 3 ? "error" : undefined);
  uploads.add([{ file: new ZipSource(FILES), path: "raw.zip" }]);
  await page.idle();
  expect(page.file("raw.zip").state).toBe("failed");
  server.storage.fault = () => undefined;
  const before = server.storage.sendings.length;

  uploads.add([{ file: new ZipSource(FILES.toReversed()), path: "raw.zip" }]);
  await page.idle();

  expect(page.file("raw.zip").state).toBe("staged");
  const parts = server.storage.sendings.slice(before).map(({ part }) => part);
  expect(parts.toSorted()).toEqual([3, 4, 5]);
});

it("a file that changed inside is named", async () => {
  const { uploads, server, ...page } = new Harness();
  server.storage.fault = () => "network";
  const changed = { path: "raw/x.csv", file: onDisk(fileOf(700), () => true) };

  uploads.add([{ file: new ZipSource([...FILES, changed]), path: "raw.zip" }]);
  await page.idle();

  expect(page.reason("raw.zip")).toEqual({
    code: "changed",
    message: { key: "failure.changed_inside", values: { path: "raw/x.csv" } },
  });
});
