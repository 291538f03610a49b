import { expect, it } from "vitest";
import { FakeEnvironment } from "../../test/fake-environment.ts";
import { Meter } from "./meter.ts";

it("knows no rate before it has seen a second", async () => {
  const { meter, environment } = setUp();
  meter.add(1000);
  await environment.pass(500);
  meter.add(1000);

  expect(meter.rate()).toBeNull();
});

it("tells bytes a second over the last while", async () => {
  const { meter, environment } = setUp();
  for (let second = 0; second < 60; second++) {
    meter.add(second < 30 ? 5000 : 1000);
    await environment.pass(1000);
  }

  expect(meter.rate()).toBeGreaterThan(900);
  expect(meter.rate()).toBeLessThan(1100);
});

it("knows no rate while nothing moves", async () => {
  const { meter, environment } = setUp();
  meter.add(1000);
  await environment.pass(2000);
  meter.add(1000);
  expect(meter.rate()).toBe(500);

  await environment.pass(20_000);

  expect(meter.rate()).toBeNull();
});

function setUp() {
  const environment = new FakeEnvironment();
  return { environment, meter: new Meter(environment) };
}
