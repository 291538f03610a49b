import { describe, expect, it } from "vitest";
import { FakeEnvironment } from "../test/fake-environment.ts";
import { ApiProblem, reasonOf, Unreachable } from "./problem.ts";
import { type Call, Transport } from "./transport.ts";

const GET = { method: "GET", path: "/thing" } as const;
const ok = () => Response.json({ fine: true });

describe("a call", () => {
  it("is sent again after a network error", async () => {
    const { send, sent } = setUp(["network", ok()]);

    expect(await send(GET)).toEqual({ fine: true });

    expect(sent).toHaveLength(2);
  });

  it("waits as long as the service asks for", async () => {
    const busy = new Response(null, { status: 429, headers: { "Retry-After": "120" } });
    const { send, environment } = setUp([busy, ok()]);

    await send(GET);

    expect(environment.now()).toBe(120_000);
  });

  it("is not sent again after the service said no", async () => {
    const { send, sent } = setUp([Response.json({ detail: "No such thing." }, { status: 404 })]);

    await expect(send(GET)).rejects.toThrow("No such thing.");

    expect(sent).toHaveLength(1);
  });

  it("that must not be done twice is sent again only if it was surely not done", async () => {
    const call: Call = { method: "PUT", path: "/thing", body: {}, repeat: "refused" };

    const busy = setUp([new Response(null, { status: 503 }), ok()]);
    expect(await busy.send(call)).toEqual({ fine: true });

    const lost = setUp(["network", ok()]);
    await expect(lost.send(call)).rejects.toThrow(Unreachable);
    expect(lost.sent).toHaveLength(1);
  });

  it("is given up after six tries", async () => {
    const { send, sent } = setUp(Array.from({ length: 9 }, () => "network" as const));

    await expect(send(GET)).rejects.toThrow(Unreachable);

    expect(sent).toHaveLength(6);
  });

  it("waits for the line before it is sent again", async () => {
    const { transport, environment, sent } = setUp(["network", ok()]);
    environment.goOffline();
    const answer = transport.send(GET);
    await environment.pass(600_000);
    expect(sent).toHaveLength(1);

    environment.goOnline();

    expect(await answer).toEqual({ fine: true });
  });

  it("ends with its signal, even between two tries", async () => {
    const { transport, environment } = setUp(["network", ok()]);
    const stop = new AbortController();
    const answer = transport.send({ ...GET, signal: stop.signal });
    await environment.quiet();

    stop.abort(new Error("closed"));

    await expect(answer).rejects.toThrow("closed");
  });

  it("without an answer in time counts as a network error", async () => {
    const { send, sent } = setUp(["silence", ok()], { timeLimit: 1 });

    expect(await send(GET)).toEqual({ fine: true });

    expect(sent).toHaveLength(2);
  });

  it("whose answer breaks off, or is no JSON, is sent again", async () => {
    const { send } = setUp([new Response('{"fine":'), new Response("<html>Log in</html>"), ok()]);

    expect(await send(GET)).toEqual({ fine: true });
  });

  it("carries its body as JSON, and follows no redirect", async () => {
    const { send, sent } = setUp([ok()]);

    await send({ method: "POST", path: "/thing", body: { a: 1 }, headers: { "If-Match": '"3"' } });

    expect(sent[0]?.url).toBe("/api/thing");
    expect(sent[0]?.init).toMatchObject({ body: '{"a":1}', redirect: "error", method: "POST" });
    expect(new Headers(sent[0]?.init.headers)).toEqual(
      new Headers({
        "Accept-Language": "en",
        "Content-Type": "application/json",
        "If-Match": '"3"',
      }),
    );
  });
});

describe("a problem", () => {
  it("keeps status, code, field errors and whatever else it carries", async () => {
    const errors = [{ field: "creators.0.family_name", message: "Give a family name." }];
    const body = { title: "Invalid", code: "invalid", errors, revision: 4 };
    const { send } = setUp([Response.json(body, { status: 422 })]);

    const error = await send(GET).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({
      status: 422,
      code: "invalid",
      errors,
      document: { revision: 4 },
    });
  });

  it("that is no JSON still is a sentence", async () => {
    const { send } = setUp([new Response("<html>", { status: 400 })]);

    const error = await send(GET).catch((reason: unknown) => reason);
    expect(reasonOf(error)).toEqual({ key: "error.answered", values: { status: 400 } });
  });
});

type Outcome = Response | "network" | "silence";

function setUp(outcomes: Outcome[], options: { timeLimit?: number } = {}) {
  const environment = new FakeEnvironment();
  const sent: { url: string; init: RequestInit }[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    const outcome = outcomes.shift();
    if (outcome === "silence") await aborted(init.signal);
    if (!(outcome instanceof Response)) throw new TypeError("Failed to fetch");
    return outcome;
  }) as typeof globalThis.fetch;
  const transport = new Transport("/api", { fetch, environment, ...options });
  const send = (call: Call) => environment.until(transport.send(call));
  return { transport, environment, sent, send };
}

function aborted(signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener("abort", () => resolve()));
}

it("takes a bare answer where something will be done, and no other", async () => {
  const bare = (status: number) =>
    new Transport("https://page.test/api", {
      fetch: async () => new Response("", { status }),
      tries: 1,
    }).send({ method: "POST", path: "/links" });
  expect(await bare(202)).toBeNull();
  await expect(bare(200)).rejects.toThrow("cannot be reached");
});
