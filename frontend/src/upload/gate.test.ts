import { describe, expect, it } from "vitest";
import { Gate } from "./gate.ts";

const never = new AbortController().signal;

describe("a gate", () => {
  it("lets in as much as it has room for, and the next when one leaves", async () => {
    const { enter, inside } = setUp(2);
    const leaveFirst = await enter("a");
    await enter("b");
    const third = enter("c");
    await Promise.resolve();
    expect(inside).toEqual(["a", "b"]);

    leaveFirst();
    await third;

    expect(inside).toEqual(["a", "b", "c"]);
  });

  it("lets in the lowest order first, and among equals who came first", async () => {
    const { enter, inside } = setUp(1);
    const leave = await enter("first");
    const rest = [enter("late", 2), enter("early", 1), enter("early too", 1)];

    leave();
    for (const one of [rest[1], rest[2], rest[0]]) (await one)?.();

    expect(inside).toEqual(["first", "early", "early too", "late"]);
  });

  it("is left once only, however often that is said", async () => {
    const { enter, inside } = setUp(1);
    const leave = await enter("a");
    leave();
    leave();

    await enter("b");
    void enter("c");
    await Promise.resolve();

    expect(inside).toEqual(["a", "b"]);
  });

  it("weighs: light ones share the room of a heavy one, and none overtakes it", async () => {
    const gate = new Gate(10);
    const inside: string[] = [];
    const enter = async (name: string, weight: number) => {
      const leave = await gate.enter({ order: 0, weight, signal: never });
      inside.push(name);
      return leave;
    };
    const leave = await enter("light", 1);
    const heavy = enter("heavy", 10);
    void enter("light too", 1);
    await Promise.resolve();
    expect(inside).toEqual(["light"]);

    leave();
    await heavy;

    expect(inside).toEqual(["light", "heavy"]);
  });

  it("lets in more when it grows, and fewer once enough have left when it shrinks", async () => {
    const { gate, enter, inside } = setUp(1);
    const leaveFirst = await enter("a");
    const second = enter("b");
    gate.resize(2);
    const leaveSecond = await second;

    gate.resize(1);
    const third = enter("c");
    leaveFirst();
    await Promise.resolve();
    expect(inside).toEqual(["a", "b"]);

    leaveSecond();
    await third;
    expect(inside).toEqual(["a", "b", "c"]);
  });

  it("tells when there is room that nobody wants, and only then", async () => {
    let slacks = 0;
    const gate = new Gate(1, () => slacks++);
    const entry = { order: 0, weight: 1, signal: never };
    const leave = await gate.enter(entry);
    const second = gate.enter(entry);
    leave();
    expect(slacks).toBe(0);

    (await second)();
    expect(slacks).toBe(1);
  });

  it("forgets who gives up waiting, and lets in the one behind", async () => {
    const gate = new Gate(10);
    await gate.enter({ order: 0, weight: 5, signal: never });
    const giveUp = new AbortController();
    const heavy = gate.enter({ order: 0, weight: 10, signal: giveUp.signal });
    const light = gate.enter({ order: 0, weight: 5, signal: never });

    giveUp.abort(new Error("no longer"));

    await expect(heavy).rejects.toThrow("no longer");
    await light;
  });
});

function setUp(capacity: number) {
  const gate = new Gate(capacity);
  const inside: string[] = [];
  const enter = async (name: string, order = 0) => {
    const leave = await gate.enter({ order, weight: 1, signal: never });
    inside.push(name);
    return leave;
  };
  return { gate, enter, inside };
}
