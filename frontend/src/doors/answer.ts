// What the repository sent back with the person, judged against what was begun in this tab. Pure:
// nothing of an answer is ever shown, for anybody can write one into a link.
import type { Pending } from "./pending.ts";

export type Answer = Readonly<Record<string, string>>;

export type Verdict =
  | { readonly kind: "denied" | "strange" | "failed" }
  | { readonly kind: "good"; readonly pending: Pending; readonly code: string };

const TOLD = ["code", "state", "error"];

/** Of an address's query only what signing in knows. */
export function answerIn(query: string): Answer {
  const given = new URLSearchParams(query);
  return Object.fromEntries(TOLD.flatMap((name) => part(name, given.get(name))));
}

function part(name: string, value: string | null): [string, string][] {
  return value === null ? [] : [[name, value]];
}

export function judged(answer: Answer, pending: Pending | null): Verdict {
  // Somebody else's answer in a link of theirs: it must not sign this person in as them.
  if (!pending?.state || answer.state !== pending.state) return { kind: "strange" };
  if (answer.error === "access_denied") return { kind: "denied" };
  if (answer.error !== undefined || !answer.code) return { kind: "failed" };
  return { kind: "good", pending, code: answer.code };
}
