import { beforeEach, expect, test } from "vitest";
import { FakeDesk, listed, wholeOf } from "../../test/fake-desk.ts";
import { FakeEnvironment } from "../../test/fake-environment.ts";
import { CurationApi } from "./api.ts";
import { Loading } from "./loading.ts";

let desk: FakeDesk;
let environment: FakeEnvironment;
let loading: Loading;
let counts: number[];

beforeEach(() => {
  desk = new FakeDesk();
  desk.sessions.add("s");
  desk.deposits = ["a", "b", "c", "d", "e"].map((id) => listed(id));
  environment = new FakeEnvironment();
  counts = [];
  const options = { fetch: desk.fetch, environment, session: () => "s", onLost: () => {} };
  const api = new CurationApi("https://page.test/api", options);
  loading = new Loading({
    ask: (before, signal) => api.submissions(before, signal),
    askUrgent: (signal) => api.urgent(signal),
    environment,
    onRows: () => counts.push(loading.rows.length),
  });
});

test("the list comes page by page, and what is there is shown at once", async () => {
  await loading.read();
  expect(counts).toEqual([2, 4, 5, 5]);
  expect(loading.isWhole).toBe(true);
});

test("what breaks off is told, and what had come stays", async () => {
  desk.fault = ({ url }) => (url.includes("before=4") ? "network" : undefined);
  await environment.until(loading.read());
  expect(loading.rows.length).toBe(4);
  expect(String(loading.failure)).toContain("cannot be reached");
  desk.fault = () => undefined;
  await environment.pass(61_000);
  expect([loading.rows.length, loading.failure]).toEqual([5, null]);
  loading.stop();
});

test("read again, nothing leaves the screen before all is read; then what is gone is gone", async () => {
  await loading.read();
  desk.deposits = desk.deposits.slice(2);
  counts.length = 0;
  await loading.read();
  expect(Math.min(...counts.slice(0, -1))).toBe(5);
  expect(loading.rows.map(({ id }) => id)).toEqual(["c", "d", "e"]);
});

test("it is read again by itself, the more seldom the longer it is", async () => {
  await loading.read();
  await environment.pass(179_000);
  expect(desk.count("GET /submissions")).toBe(4);
  await environment.pass(2000);
  expect(desk.count("GET /submissions")).toBe(8);
  loading.stop();
});

test("what an act made of a deposit is in the list at once", async () => {
  await loading.read();
  loading.changed(wholeOf(listed("b", { state: "returned" })));
  expect(loading.rows.find(({ id }) => id === "b")?.state).toBe("returned");
  loading.stop();
});

test("two who ask at a time read it once", async () => {
  await Promise.all([loading.read(), loading.read()]);
  expect(desk.count("GET /submissions")).toBe(4);
  loading.stop();
});

test("what became urgent while later pages were read is in the list", async () => {
  desk.fault = ({ url }) => {
    // To the front, which was read by then.
    const moved = listed("d", { state: "awaiting_approval" });
    const others = desk.deposits.filter(({ id }) => id !== "d");
    if (url.includes("before=2")) desk.deposits = [moved, ...others];
    return undefined;
  };
  await loading.read();
  expect(loading.rows.find(({ id }) => id === "d")?.state).toBe("awaiting_approval");
  loading.stop();
});

test("a list of one page is read by one call", async () => {
  desk.deposits = desk.deposits.slice(0, 2);
  await loading.read();
  expect(desk.count("GET /submissions")).toBe(1);
  loading.stop();
});
