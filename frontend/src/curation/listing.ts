// What of the list is shown, and in which order. Pure: everything is at hand, nobody is asked.
import { folded } from "../page/folded.ts";
import type { SubmissionState } from "../submission.ts";
import type { Row } from "./row.ts";

const SORTS = ["created", "changed", "title", "state", "bytes"] as const;
export type Sort = (typeof SORTS)[number];

export interface Wish {
  readonly text: string;
  /** Empty: all of them. */
  readonly state: SubmissionState | "";
  readonly problem: boolean;
  readonly place: string;
  readonly sort: Sort;
  readonly descending: boolean;
}

export const FIRST_WISH: Wish = {
  text: "",
  state: "",
  problem: false,
  place: "",
  sort: "created",
  descending: true,
};

/** As the service reads them: what waits for the curators first, what is over last. */
export const STATES: readonly SubmissionState[] = [
  "awaiting_approval",
  "needs_attention",
  "returned",
  "declined",
  "in_review",
  "draft_ready",
  "submitted",
  "forwarding",
  "draft",
  "published",
  "cancelled",
  "expired",
];

export function wished(rows: readonly Row[], wish: Wish, language = "en"): Row[] {
  const found = matching(rows, wish);
  const order = ORDERS[wish.sort](new Intl.Collator(language, { numeric: true }));
  const way = wish.descending ? -1 : 1;
  return found.sort((one, other) => way * order(one, other) || later(one, other));
}

function matching(rows: readonly Row[], wish: Wish): Row[] {
  const words = folded(wish.text).split(/\s+/).filter(Boolean);
  return rows.filter((row) => fits(row, wish) && holds(row, words));
}

function fits(row: Row, { state, problem, place }: Wish): boolean {
  return (
    (state === "" || row.state === state) &&
    (!problem || row.problem !== "") &&
    (place === "" || row.place === place)
  );
}

/** Counted without the state that is chosen: the counts are what one chooses by. */
export function counts(rows: readonly Row[], wish: Wish): ReadonlyMap<SubmissionState, number> {
  const found = new Map<SubmissionState, number>();
  for (const { state } of matching(rows, { ...wish, state: "" })) {
    found.set(state, (found.get(state) ?? 0) + 1);
  }
  return found;
}

export function placesOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.map(({ place }) => place).filter(Boolean))].sort();
}

type Order = (one: Row, other: Row) => number;

const ORDERS: Readonly<Record<Sort, (collator: Intl.Collator) => Order>> = {
  created: () => (one, other) => compare(one.created, other.created),
  changed: () => (one, other) => compare(one.changed, other.changed),
  title: (collator) => (one, other) => collator.compare(one.title, other.title),
  state: () => (one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state),
  bytes: () => (one, other) => one.bytes - other.bytes,
};

/** Moments as ISO writes them sort as text. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function later(one: Row, other: Row): number {
  return compare(other.created, one.created) || compare(one.id, other.id);
}

/** What is searched of a row, made once: ten thousand of them are searched with every key. */
const haystacks = new WeakMap<Row, string>();

function holds(row: Row, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const known = haystacks.get(row) ?? haystackOf(row);
  haystacks.set(row, known);
  return words.every((word) => known.includes(word) || isStartOf(row.id, word));
}

function haystackOf({ title, account, invitation, doi, place }: Row): string {
  return folded([title, account, invitation, doi, place].join("\n"));
}

/** By an id as it stands in the log; fewer letters of it are no more than chance. */
function isStartOf(id: string, word: string): boolean {
  return word.length >= LEAST_OF_AN_ID && id.startsWith(word);
}

const LEAST_OF_AN_ID = 8;
