// What is on offer beside what the form holds: which fields would be filled, which hold something
// else already, and which are not asked for here. Nothing is overwritten that was not chosen.
import { added } from "../form/alike.ts";
import { bare, isNothing } from "../form/bare.ts";
import { same } from "../form/same.ts";
import { LISTS } from "../form/untouched.ts";
import type { Metadata } from "../submission.ts";
import type { Held } from "./held.ts";
import { isShared } from "./paper.ts";

export type Way = "keep" | "take" | "add";

export interface Offer {
  readonly name: string;
  readonly label: string;
  readonly kind: string;
  readonly old: unknown;
  readonly value: unknown;
  /** Nothing of the depositor's stands there. */
  readonly isUntouched: boolean;
  /** What can be done, the first of them unless something else is chosen. */
  readonly ways: readonly Way[];
}

export interface Plan {
  readonly offers: readonly Offer[];
  /** Labels of fields that hold just this already. */
  readonly same: readonly string[];
  /** Names that this form does not ask for. */
  readonly unasked: readonly string[];
}

/** Of a paper only what the data share with it is taken unless somebody chooses otherwise. */
export function planOf(values: Metadata, fields: readonly Held[], isPaper = false): Plan {
  const given = Object.entries(values).filter(([, value]) => !isNothing(value));
  const known = new Map(fields.map((field) => [field.name, field]));
  const plan = { offers: [] as Offer[], same: [] as string[], unasked: [] as string[] };
  for (const field of fields) {
    const value = values[field.name];
    if (isNothing(value)) continue;
    if (same(bare(value), bare(field.value))) plan.same.push(field.label);
    else plan.offers.push(offerOf(field, value, isPaper && !isShared(field.name)));
  }
  plan.unasked.push(...given.map(([name]) => name).filter((name) => !known.has(name)));
  return plan;
}

function offerOf(held: Held, value: unknown, isOther: boolean): Offer {
  const { name, label, kind, value: old, isUntouched } = held;
  const ways = isOther && isUntouched ? (["keep", "take"] as const) : waysOf(kind, isUntouched);
  return { name, label, kind, old, value, isUntouched, ways };
}

function waysOf(kind: string, isUntouched: boolean): readonly Way[] {
  if (isUntouched) return ["take", "keep"];
  return LISTS.includes(kind) ? ["keep", "add", "take"] : ["keep", "take"];
}

/** The values to write into the form, as was chosen; what is not said is done the first way. */
export function chosen(offers: readonly Offer[], ways: ReadonlyMap<string, Way>): Metadata {
  const entries = offers.flatMap((offer) => {
    const way = ways.get(offer.name) ?? offer.ways[0];
    if (way === "keep") return [];
    return [[offer.name, way === "add" ? added(offer.old, offer.value) : offer.value]];
  });
  return Object.fromEntries(entries);
}
