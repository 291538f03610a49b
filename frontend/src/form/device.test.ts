import { beforeEach, expect, test } from "vitest";
import { FakeJournal } from "../../test/fake-journal.ts";
import { FakeStore } from "../../test/fake-store.ts";
import { Device } from "./device.ts";

let store: FakeStore;
let journal: FakeJournal;
let device: Device;

beforeEach(() => {
  [store, journal] = [new FakeStore(), new FakeJournal()];
  device = new Device(store, journal);
});

/** The store of a browser that was killed before it wrote to the disk. */
function afterKill(): Device {
  return new Device(new FakeStore(), journal);
}

test("what the killed browser's store lost is in the journal", async () => {
  device.keep("a", 1);
  device.keep("a", 2);
  expect(await afterKill().read("a")).toBe(2);
});

test("what was written last before the page went is in the store", async () => {
  device.keep("a", 1);
  journal.isFull = true;
  device.keep("a", 2);
  expect(await device.read("a")).toBe(2);
});

test("what was forgotten does not come back from an older copy", async () => {
  device.keep("a", 1);
  const old = store.getItem("a") ?? "";
  device.forget("a");
  store.setItem("a", old);
  expect(await device.read("a")).toBeNull();
});

test("it says when nothing is kept at all, and not before", async () => {
  store.isFull = true;
  device.keep("a", 1);
  await device.read("a");
  expect(device.keep("a", 2)).toBe(true);
  journal.isFull = true;
  device.keep("a", 3);
  await device.read("a");
  expect(device.keep("a", 4)).toBe(false);
});

test("whatever stands in the store, reading it does no harm", async () => {
  store.setItem("a", "{");
  expect(await device.read("a")).toBeNull();
});
