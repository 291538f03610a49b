import { describe, expect, it } from "vitest";
import { FakeStore } from "../../test/fake-store.ts";
import { KeptTokens } from "./kept-token.ts";

describe("tokens kept on this device", () => {
  it("are each of one repository", () => {
    const kept = new KeptTokens(new FakeStore());
    kept.keep("zenodo", "one");
    kept.keep("sandbox", "other");

    expect([kept.of("zenodo"), kept.of("sandbox"), kept.of("elsewhere")]).toEqual([
      "one",
      "other",
      null,
    ]);
  });

  it("are forgotten without a trace", () => {
    const store = new FakeStore();
    const kept = new KeptTokens(store);
    kept.keep("zenodo", "one");
    kept.keep("sandbox", "other");
    kept.forget("zenodo");
    expect(kept.of("zenodo")).toBeNull();

    kept.forget("sandbox");
    expect(store.length).toBe(0);
  });

  it("are none where what is kept can't be read, and nobody hears of a full store", () => {
    const broken = new FakeStore();
    broken.setItem("zenferry:own-tokens", "{");
    expect(new KeptTokens(broken).of("zenodo")).toBeNull();

    const full = new FakeStore();
    full.isFull = true;
    expect(new KeptTokens(full).keep("zenodo", "one")).toBe(false);
  });
});
