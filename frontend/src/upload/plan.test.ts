import { describe, expect, it } from "vitest";
import { compositeChecksum, planParts } from "./plan.ts";

describe("a plan", () => {
  it.each([
    [1, 10, [1]],
    [10, 10, [10]],
    [11, 10, [10, 1]],
    [30, 10, [10, 10, 10]],
  ])("of %i bytes in parts of %i has parts of %j", (size, partSize, sizes) => {
    const parts = planParts(size, partSize);

    expect(parts.map((part) => part.size)).toEqual(sizes);
    expect(parts.map(({ number }) => number)).toEqual(sizes.map((_, index) => index + 1));
  });

  it("leaves no gap between parts", () => {
    expect(planParts(25, 10).map(({ start }) => start)).toEqual([0, 10, 20]);
  });
});

describe("a composite checksum", () => {
  it("is the digest of the parts' digests, and their number", async () => {
    const parts = ["one", "two"].map((text) => new TextEncoder().encode(text));
    const digests = await Promise.all(parts.map((part) => crypto.subtle.digest("SHA-256", part)));

    const checksum = await compositeChecksum(digests.map((digest) => new Uint8Array(digest)));

    // As printed by: (printf one | openssl dgst -sha256 -binary; printf two | ...) | openssl ...
    expect(checksum).toBe("EZFMGaKKmMV9EvPM5sMreUR4T0tHgacGwk6x3ChOKFY=-2");
  });
});
