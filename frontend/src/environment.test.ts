// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { FakeEnvironment } from "../test/fake-environment.ts";
import { browserEnvironment, nap, sleep } from "./environment.ts";

test("a nap ends when there is reason to look again, a sleep does not", async () => {
  const environment = new FakeEnvironment();
  const ended: string[] = [];
  void nap(environment, 60_000).then(() => ended.push("nap"));
  void sleep(environment, 60_000).then(() => ended.push("sleep"));

  environment.wake();
  await environment.quiet();
  expect(ended).toEqual(["nap"]);
  await environment.pass(60_000);
  expect(ended).toEqual(["nap", "sleep"]);
});

test("a nap nobody wakes ends by itself, and one called off rejects", async () => {
  const environment = new FakeEnvironment();
  const callOff = new AbortController();
  const off = nap(environment, 1000, callOff.signal);
  callOff.abort(new Error("removed"));
  await expect(off).rejects.toThrow("removed");

  await environment.until(nap(environment, 1000));
  expect(environment.now()).toBe(1000);
});

test.each(["online", "pageshow", "visibilitychange"])("%s wakes, until that is ended", (name) => {
  const woken: boolean[] = [];
  const end = browserEnvironment.onWake((slept) => woken.push(slept));

  dispatchEvent(new Event(name));
  end();
  dispatchEvent(new Event(name));

  expect(woken).toEqual([false]);
});
