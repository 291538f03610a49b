// How long ago something was, in the words of the page's language: "3 days ago", "yesterday".

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["week", 7 * 86_400],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** Rounded down, and the rougher the longer: a curator asks for days, not for hours and minutes. */
export function age(iso: string, now: number, language = "en"): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  const [unit, size] = STEPS.find(([, length]) => seconds >= length) ?? ["minute", 60];
  const count = Math.max(0, Math.floor(seconds / size));
  const isNamed = unit === "day" || count === 0;
  const format = new Intl.RelativeTimeFormat(language, { numeric: isNamed ? "auto" : "always" });
  return format.format(-count, unit);
}
