import { beforeEach, expect, test } from "vitest";
import { FakeDesk, listed, problem } from "../../test/fake-desk.ts";
import { FakeEnvironment } from "../../test/fake-environment.ts";
import { CurationApi } from "./api.ts";

let desk: FakeDesk;
let environment: FakeEnvironment;
let api: CurationApi;
let session: string | null;
let lost: number;
let hanging: number;

function hang(init?: RequestInit): Promise<Response> {
  hanging -= 1;
  return new Promise((_, reject) => {
    init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
  });
}

beforeEach(() => {
  desk = new FakeDesk();
  environment = new FakeEnvironment();
  session = null;
  lost = 0;
  hanging = 0;
  api = new CurationApi("https://page.test/api", {
    fetch: (url, init) => (hanging ? hang(init) : desk.fetch(url, init)),
    environment,
    timeLimit: 1,
    session: () => session,
    onLost: () => {
      lost += 1;
      session = null;
    },
  });
});

async function signIn(): Promise<void> {
  desk.links.add("secret");
  session = (await api.signIn("secret")).session;
}

test("the session goes in a header and never in an address", async () => {
  await signIn();
  desk.deposits = [listed("a")];
  await api.submissions(null);
  await api.file("/submissions.csv");
  const [, ...later] = desk.calls;
  expect(later.map(({ authorization }) => authorization)).toEqual(
    later.map(() => `Bearer ${session}`),
  );
  expect(desk.calls.filter(({ url }) => url.includes("secret"))).toEqual([]);
});

test("a link is used up by the first call: after a lost answer it is not sent again", async () => {
  desk.links.add("secret");
  desk.fault = () => "lost answer";
  await expect(environment.until(api.signIn("secret"))).rejects.toThrow("cannot be reached");
  expect(desk.count("POST /sessions")).toBe(1);
});

test("an act is done once: after a lost answer it is not sent again", async () => {
  await signIn();
  desk.deposits = [listed("a", { state: "awaiting_approval" })];
  desk.fault = ({ name }) => (name.endsWith("/return") ? "lost answer" : undefined);
  await expect(environment.until(api.act("a", "return", { words: "x" }))).rejects.toThrow();
  expect(desk.count("POST /submissions/a/return")).toBe(1);
});

test("a list that did not come is asked for again", async () => {
  await signIn();
  let failures = 2;
  desk.fault = () => (failures-- > 0 ? "network" : undefined);
  await environment.until(api.submissions(null));
  expect(desk.count("GET /submissions")).toBe(3);
});

test("that the session has ended is told, and the call fails", async () => {
  await signIn();
  desk.sessions.clear();
  await expect(api.submissions(null)).rejects.toThrow("denied");
  expect(lost).toBe(1);
});

test("a link that is not good is no session that ended", async () => {
  await expect(api.signIn("guessed")).rejects.toThrow("denied");
  expect(lost).toBe(0);
});

test("a file that comes in several answers is put together", async () => {
  await signIn();
  desk.deposits = [listed("a"), listed("b"), listed("c")];
  const file = await api.file("/submissions.csv");
  expect(await file.text()).toBe("id\r\na\r\nb\r\nc\r\n");
});

test("a file that is refused is none", async () => {
  await signIn();
  desk.fault = () => problem(500, "broken");
  await expect(environment.until(api.file("/submissions.csv"))).rejects.toThrow("broken");
});

test("a file whose answer never comes is asked for again", async () => {
  await signIn();
  desk.deposits = [listed("a")];
  hanging = 1;
  const file = await environment.until(api.file("/submissions.csv"));
  expect(await file.text()).toBe("id\r\na\r\n");
});
