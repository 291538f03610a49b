import { beforeEach, expect, it, vi } from "vitest";

class FakeWorker {
  readonly url: unknown;

  constructor(url: unknown) {
    this.url = url;
  }
}

/** As a browser that enforces Trusted Types: a policy's name is free once. */
function fakeWindow() {
  const names = new Set<string>();
  return {
    trustedTypes: {
      createPolicy(name: string, rules: { createScriptURL(url: string): string }) {
        if (names.has(name)) throw new TypeError(`Policy ${name} exists`);
        names.add(name);
        return { createScriptURL: (url: string) => ({ trusted: rules.createScriptURL(url) }) };
      },
    },
  };
}

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal("Worker", FakeWorker);
  vi.stubGlobal("window", fakeWindow());
  return () => vi.unstubAllGlobals();
});

it("the worker starts from its own address, twice if need be", async () => {
  const { startWorker } = await import("./trusted.ts");

  expect(startWorker("/assets/worker.js")).toMatchObject({ url: { trusted: "/assets/worker.js" } });
  expect(startWorker("/assets/worker.js")).toBeInstanceOf(FakeWorker);
});

it("no other address becomes a script", async () => {
  const { startWorker } = await import("./trusted.ts");
  startWorker("/assets/worker.js");

  expect(() => startWorker("https://elsewhere.test/x.js")).toThrow("Not the configured worker");
});

it("a browser without Trusted Types works the same", async () => {
  vi.stubGlobal("window", {});
  const { startWorker } = await import("./trusted.ts");

  expect(startWorker("/assets/worker.js")).toMatchObject({ url: "/assets/worker.js" });
  expect(() => startWorker("/other.js")).toThrow("Not the configured worker");
});

it("the address stands in the page's head, relative to the page", async () => {
  const { hashWorkerUrl } = await import("./trusted.ts");
  const page = {
    baseURI: "https://page.test/deposit/",
    querySelector: () => ({ content: "assets/hash-worker-AB.js" }),
  };

  expect(hashWorkerUrl(page as unknown as Document)).toBe(
    "https://page.test/deposit/assets/hash-worker-AB.js",
  );
});
