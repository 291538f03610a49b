// Values compared and lists put together as people mean them: blank parts count for nothing, and
// who or what is there already is not added again. Knows no field.

export function isNothing(value: unknown): boolean {
  return bare(value) === undefined;
}

/** The value without all that is blank in it; undefined if nothing is left. */
export function bare(value: unknown): unknown {
  if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
  if (Array.isArray(value)) return some(value.map(bare).filter((one) => one !== undefined));
  if (typeof value !== "object" || value === null)
    return value === false ? undefined : (value ?? undefined);
  if ("format" in value && "text" in value) return bare(value.text) && value;
  const parts = Object.entries(value).map(([name, part]) => [name, bare(part)] as const);
  const left = parts.filter(([, part]) => part !== undefined);
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

function some(list: unknown[]): unknown {
  return list.length > 0 ? list : undefined;
}

/** The old list, and of the new one what it lacks. */
export function added(old: unknown, more: unknown): unknown[] {
  const list = Array.isArray(old) ? [...old] : [];
  for (const one of Array.isArray(more) ? more : []) {
    if (!list.some((other) => isSameOne(one, other))) list.push(one);
  }
  return list;
}

/** What tells one entry of a list from another, the surest first. */
const TELLING = ["orcid", "identifier", "id", "award_number"];
const NAMES = ["given_name", "family_name", "name", "title", "reference", "funder", "type", "date"];

function isSameOne(one: unknown, other: unknown): boolean {
  if (!isRecord(one) || !isRecord(other)) return folded(one) === folded(other);
  for (const part of TELLING) {
    if (!isNothing(one[part]) && !isNothing(other[part])) {
      return folded(one[part]) === folded(other[part]);
    }
  }
  const [name, otherName] = [nameOf(one), nameOf(other)];
  return name !== "" && name === otherName;
}

function nameOf(entry: Record<string, unknown>): string {
  const texts = NAMES.map((part) => (part === "type" && "family_name" in entry ? "" : entry[part]));
  return texts.map(folded).join(" ").trim().replace(/\s+/g, " ");
}

function folded(value: unknown): string {
  if (typeof value === "string") return value.trim().toLocaleLowerCase();
  return value === undefined || value === null ? "" : JSON.stringify(bare(value) ?? "");
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
