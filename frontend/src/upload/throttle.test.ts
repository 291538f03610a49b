import { describe, expect, it } from "vitest";
import { Throttle } from "./throttle.ts";

const MB = 1_000_000;

describe("a throttle", () => {
  it("takes as many as browsers open while each brings more", () => {
    expect(over(line({ each: 5 * MB, all: 100 * MB }), 60).at(-1)).toBe(6);
  });

  it("begins with more than three, so that a fast line is not kept waiting", () => {
    expect(new Throttle().slots).toBe(4);
  });

  it("stays where one more brings nothing", () => {
    const slots = over(line({ each: 5 * MB, all: 20 * MB }), 60);
    expect(slots.at(-1)).toBe(4);
    expect(Math.max(...slots)).toBe(5);
  });

  it("does not swing: within an hour it tries one more a dozen times at most", () => {
    expect(changes(over(line({ each: 5 * MB, all: 20 * MB }), 3600))).toBeLessThan(24);
  });

  it("does not swing on a line that is never twice the same", () => {
    const slots = over(line({ each: 5 * MB, all: 20 * MB, noise: 0.3 }), 3600);
    expect(changes(slots)).toBeLessThan(60);
    expect(Math.min(...slots)).toBe(4);
  });

  it("takes more when the line becomes better", () => {
    const slots = over((n, at) => (at < 600 ? 20 * MB : n * 5 * MB), 1800);
    expect(slots[590]).toBe(4);
    expect(slots.at(-1)).toBe(6);
  });

  it("makes room on a slow line, but keeps three", () => {
    expect(over(line({ each: MB, all: 0.2 * MB }), 600).at(-1)).toBe(3);
  });

  it("steps back when parts fail, once for all that fail together, and not below two", () => {
    const throttle = new Throttle();
    for (let part = 0; part < 4; part++) throttle.failed(0);
    expect(throttle.slots).toBe(3);

    for (let at = 10_000; at < 100_000; at += 10_000) throttle.failed(at);
    expect(throttle.slots).toBe(2);
  });

  it("recovers from failures", () => {
    const throttle = new Throttle();
    throttle.failed(0);
    throttle.failed(2000);
    expect(throttle.slots).toBe(2);

    run(throttle, line({ each: 5 * MB, all: 100 * MB }), 300);

    expect(throttle.slots).toBe(6);
  });

  it("learns nothing while there is more room than parts", () => {
    const throttle = new Throttle();
    for (let at = 0; at < 60_000; at += 250) {
      throttle.sent(MB, at);
      if (at % 1000 === 0) throttle.slack();
    }
    expect(throttle.slots).toBe(4);
  });

  it("keeps to one number where it is told to", () => {
    const throttle = new Throttle({ least: 3, start: 3, most: 3 });
    throttle.failed(0);
    expect(new Set(run(throttle, line({ each: MB, all: 9 * MB }), 60))).toEqual(new Set([3]));
  });
});

type Line = (slots: number, second: number) => number;

/** Bytes a second: so many for each connection, and so many for all of them. */
function line({ each, all, noise = 0 }: { each: number; all: number; noise?: number }): Line {
  let seed = 1;
  const chance = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  return (slots) => Math.min(slots * each, all) * (1 + noise * (chance() - 0.5));
}

function over(rate: Line, seconds: number): number[] {
  return run(new Throttle(), rate, seconds);
}

/** How many slots there were, second by second; what goes is told four times a second. */
function run(throttle: Throttle, rate: Line, seconds: number): number[] {
  return Array.from({ length: seconds }, (_, second) => {
    for (const part of [0, 250, 500, 750])
      throttle.sent(rate(throttle.slots, second) / 4, 10_000 + second * 1000 + part);
    return throttle.slots;
  });
}

function changes(slots: readonly number[]): number {
  return slots.filter((count, index) => index > 0 && count !== slots[index - 1]).length;
}
