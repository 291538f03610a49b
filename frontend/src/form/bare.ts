// Values without what is blank in them, as people mean them: blank parts count for nothing.

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

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
