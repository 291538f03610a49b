// A file that comes in several answers: tables are one after another, lists of JSON are made one.

const NEXT = /<[^>?]*\?([^>]*)>\s*;\s*rel="?next"?/;

/** Where the next answer is: of the same path, whatever the address says. */
export function nextOf(response: Response, path: string): string | null {
  const asked = NEXT.exec(response.headers.get("Link") ?? "")?.[1];
  return asked ? `${path}?${asked}` : null;
}

export async function joined(parts: readonly Blob[]): Promise<Blob> {
  const [first] = parts;
  if (!first || parts.length === 1) return first ?? new Blob();
  const isJson = first.type.startsWith("application/json");
  return isJson ? listOf(parts) : new Blob([...parts], { type: first.type });
}

/** Each answer is an object with one list in it. */
async function listOf(parts: readonly Blob[]): Promise<Blob> {
  const answers = await Promise.all(parts.map(async (part) => JSON.parse(await part.text())));
  const [name] = Object.entries(answers[0]).find(([, value]) => Array.isArray(value)) ?? [""];
  const whole = { [name]: answers.flatMap((answer) => answer[name] ?? []) };
  return new Blob([JSON.stringify(whole, null, 1)], { type: "application/json" });
}
