import { describe, expect, it } from "vitest";
import { answerIn, judged } from "./answer.ts";
import type { Pending } from "./pending.ts";

const PENDING: Pending = {
  id: "6f6c2a7e-0000-4000-8000-000000000000",
  nonce: "n".repeat(32),
  repository: "zenodo",
  secret: "s".repeat(32),
  state: "the-state-of-this-tab",
  home: "https://deposit.example/",
};

describe("an answer of the repository", () => {
  it("is good with a code and the state that this tab began with", () => {
    const answer = answerIn("?code=abc&state=the-state-of-this-tab");

    expect(judged(answer, PENDING)).toEqual({ kind: "good", pending: PENDING, code: "abc" });
  });

  it("is strange where nothing was begun here: nobody is signed in by a stranger's link", () => {
    const answer = answerIn("?code=theirs&state=theirs");

    expect(judged(answer, null).kind).toBe("strange");
    expect(judged(answer, PENDING).kind).toBe("strange");
    expect(judged({ code: "theirs" }, { ...PENDING, state: "" }).kind).toBe("strange");
  });

  it("is a denial only if it belongs to what was begun here", () => {
    const denial = answerIn("?error=access_denied&state=the-state-of-this-tab");

    expect(judged(denial, PENDING).kind).toBe("denied");
    expect(judged(denial, null).kind).toBe("strange");
  });

  it("has failed with any other error, whatever that says", () => {
    const markup = answerIn("?error=<img src=x onerror=alert(1)>&state=the-state-of-this-tab");

    expect(judged(markup, PENDING)).toEqual({ kind: "failed" });
    expect(judged({ state: PENDING.state }, PENDING)).toEqual({ kind: "failed" });
  });

  it("is read for what signing in knows, and nothing else", () => {
    const query = "?code=a&state=b&error_description=<b>&next=//elsewhere.example";

    expect(answerIn(query)).toEqual({ code: "a", state: "b" });
  });
});
