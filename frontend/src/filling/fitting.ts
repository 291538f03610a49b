// Makes values from elsewhere fit the fields they are for: only what a field can hold, only
// choices that it has, no longer than it takes. What does not fit is left out and told.
import { isNothing, isRecord } from "../form/bare.ts";
import { CHOICES } from "../form/conditions.ts";
import { bareOrcid } from "../form/orcid.ts";
import { controlOf, fieldsOf, groupOf, kindOf, nameOf, templateOf } from "../form/scope.ts";
import { LISTS } from "../form/untouched.ts";
import { readField } from "../form/values.ts";
import type { Metadata } from "../submission.ts";

export interface Fitted {
  readonly values: Metadata;
  /** Dotted paths of what had no place or no fitting form. */
  readonly left: readonly { readonly what: string; readonly value: unknown }[];
}

const LONGEST_TEXT = 50_000;
const LONGEST_LINE = 2000;
const MOST = 500;

export function fitted(scope: ParentNode & HTMLElement, values: Metadata): Fitted {
  return fittedTo(fieldsOf(scope), values, "");
}

function fittedTo(fields: readonly HTMLElement[], values: Metadata, path: string): Fitted {
  const known = new Map(fields.map((field) => [nameOf(field), field]));
  const fit: Record<string, unknown> = {};
  const left: { what: string; value: unknown }[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (isNothing(value)) continue;
    const field = known.get(name);
    const one = field && fittedValue(field, value, (more) => left.push(...more), `${path}${name}`);
    if (isNothing(one)) left.push({ what: path + name, value });
    else fit[name] = one;
  }
  return { values: fit, left };
}

type Tell = (left: Fitted["left"]) => void;

function fittedValue(field: HTMLElement, value: unknown, tell: Tell, path: string): unknown {
  const kind = kindOf(field);
  if (kind === "agreement") return undefined;
  if (!LISTS.includes(kind)) return fittedPlain(field, value);
  if (!Array.isArray(value)) return undefined;
  const list = value.slice(0, MOST);
  if (kind === "keywords") return list.filter(isPlain).map(line).filter(Boolean);
  if (kind === "terms") return list.map(term).filter(Boolean);
  return fittedEntries(field, list, tell, path);
}

function fittedEntries(field: HTMLElement, list: unknown[], tell: Tell, path: string): unknown[] {
  const parts = partsOf(templateOf(groupOf(field)).content);
  return list.flatMap((entry, index) => {
    if (!isRecord(entry)) {
      tell([{ what: [path, index].join("."), value: entry }]);
      return [];
    }
    const { values, left } = fittedTo(parts, entry, [path, index, ""].join("."));
    tell(left);
    const said = parts.filter((part) => !CHOICES.has(kindOf(part)) && nameOf(part) in values);
    // Something is always chosen, so a choice alone says nothing.
    return said.length > 0 ? [{ ...presets(parts), ...values }] : [];
  });
}

/** What a new entry begins with. */
function presets(parts: readonly HTMLElement[]): Metadata {
  const choices = parts.filter((part) => CHOICES.has(kindOf(part)));
  const chosen = choices.map((part) => [nameOf(part), readField(part)] as const);
  return Object.fromEntries(chosen.filter(([, value]) => !isNothing(value)));
}

/** A template is no part of the page, so its fields are found by where they stand in it. */
function partsOf(content: DocumentFragment): HTMLElement[] {
  const entry = content.querySelector<HTMLElement>("[data-entry]");
  return entry ? fieldsOf(entry) : [];
}

function fittedPlain(field: HTMLElement, value: unknown): unknown {
  const kind = kindOf(field);
  if (kind === "rich") return fittedText(value);
  if (!isPlain(value)) return undefined;
  if (kind === "choice" || kind === "radios")
    return isChoice(field, String(value)) ? String(value) : undefined;
  if (kind === "paragraphs") return String(value).slice(0, LONGEST_TEXT);
  if (kind === "orcid") return bareOrcid(String(value)) ?? line(value);
  return line(value);
}

function fittedText(value: unknown): unknown {
  if (isPlain(value)) return { format: "markdown", text: String(value).slice(0, LONGEST_TEXT) };
  if (!isRecord(value) || typeof value.text !== "string") return undefined;
  const format = value.format === "html" ? "html" : "markdown";
  return { format, text: value.text.slice(0, LONGEST_TEXT) };
}

function term(value: unknown): unknown {
  if (isPlain(value)) return { id: line(value), label: line(value) };
  if (!isRecord(value) || !isPlain(value.id)) return undefined;
  return { id: line(value.id), label: isPlain(value.label) ? line(value.label) : line(value.id) };
}

function isChoice(field: HTMLElement, value: string): boolean {
  const control = controlOf(field);
  if (control instanceof HTMLSelectElement) {
    return [...control.options].some((option) => option.value === value);
  }
  const radios = field.querySelectorAll<HTMLInputElement>("input[type=radio]");
  return [...radios].some((radio) => radio.value === value);
}

function isPlain(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/** One line: whatever would break it, or steer how it is shown, is a space. */
function line(value: string | number): string {
  return String(value)
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\s]+/gu, " ")
    .trim()
    .slice(0, LONGEST_LINE);
}
