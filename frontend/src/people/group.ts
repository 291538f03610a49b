// Puts people into a group of the form, after those that are there or in their place.
import type { Desk } from "../filling/desk.ts";
import { fillIn } from "../filling/filled.ts";
import { heldFields } from "../filling/held.ts";
import { entryInShort } from "../filling/short.ts";
import { added } from "../form/alike.ts";
import { isRecord } from "../form/bare.ts";
import { fieldNamed } from "../form/scope.ts";
import { note } from "../page/note.ts";
import type { Metadata } from "../submission.ts";
import type { Entry } from "./person.ts";

const MOST_NAMED = 3;

export interface Putting {
  readonly people: readonly Entry[];
  readonly way: "add" | "take";
  /** What is filled in together with them. */
  readonly also?: Metadata;
}

/** Those that somebody entered; a blank entry is nobody. */
export function heldPeople({ form }: Desk, group: string): Entry[] {
  const held = heldFields(form.element).find(({ name }) => name === group)?.value;
  return Array.isArray(held) ? held.filter(isRecord) : [];
}

export function putPeople(desk: Desk, group: string, putting: Putting): void {
  const { people, way, also } = putting;
  const old = heldPeople(desk, group);
  const all = way === "add" ? added(old, people) : [...people];
  const fresh = way === "add" ? all.slice(old.length) : all;
  const names = fresh.slice(0, MOST_NAMED).map(entryInShort).join(", ");
  if (fresh.length === 0 && !also) note(desk.words("people.there"));
  else if (fresh.length === 0) fillIn(desk, also ?? {}, { sentence: desk.words("people.there") });
  else {
    const more = fresh.length - MOST_NAMED;
    const key = more > 0 ? "people.added.many" : "people.added";
    const sentence = desk.words(key, { n: fresh.length, names, more });
    fillIn(desk, { [group]: all, ...also }, { sentence });
  }
  const field = fieldNamed(desk.form.element, group);
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: "start" });
}
