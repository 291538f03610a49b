import { expect, test } from "vitest";
import type { Api, Preview, PreviewRequest } from "../api.ts";
import { previewOf } from "./latest.ts";

/** A service that counts, and fails as often as it is told to. */
class FakePreviews {
  asked = 0;
  failures = 0;
  preview = async (request: PreviewRequest): Promise<Preview> => {
    this.asked += 1;
    if (this.failures-- > 0) throw new Error("no connection");
    return { title: String(request.values.title) } as Preview;
  };
}

function requestFor(title: string): PreviewRequest {
  return { values: { title }, language: "en", doi: null, files: [] };
}

test("the same record is asked for once, another one anew", async () => {
  const service = new FakePreviews();
  const api = service as unknown as Api;
  await previewOf(api, requestFor("one"), "refused");
  await previewOf(api, requestFor("one"), "refused");
  expect(service.asked).toBe(1);
  expect((await previewOf(api, requestFor("two"), "refused")).title).toBe("two");
  expect(service.asked).toBe(2);
});

test("a part is taken from the whole, and the whole from no part", async () => {
  const service = new FakePreviews();
  const api = service as unknown as Api;
  const part = { ...requestFor("four"), parts: ["warnings"] as const };
  await previewOf(api, part, "refused");
  await previewOf(api, requestFor("four"), "refused");
  expect(service.asked).toBe(2);
  await previewOf(api, part, "refused");
  expect(service.asked).toBe(2);
});

test("what failed is asked for again", async () => {
  const service = new FakePreviews();
  service.failures = 1;
  const api = service as unknown as Api;
  await expect(previewOf(api, requestFor("three"), "refused")).rejects.toThrow("no connection");
  expect((await previewOf(api, requestFor("three"), "refused")).title).toBe("three");
});
