// Bytes, durations and moments as people read them, in the page's language.
import { byteSize } from "../byte-size.ts";
import type { Words } from "./words.ts";

export function bytes(count: number): string {
  return byteSize(count, language());
}

/** Roughly, and the rougher the longer: nobody waits for "1 h 12 min 7 s". */
export function duration(seconds: number, words: Words): string {
  if (seconds < 50) return words("time.seconds", { n: roundUp(seconds, seconds < 10 ? 1 : 10) });
  if (seconds < 50 * 60) return words("time.minutes", { n: roundUp(seconds / 60, 1) });
  return words("time.hours", { n: Math.max(1, Math.round(seconds / 360) / 10) });
}

function roundUp(value: number, step: number): number {
  return Math.max(1, Math.ceil(value / step) * step);
}

/** Never 100 before it is all. */
export function percent(part: number, whole: number): number {
  return whole > 0 ? Math.floor((part / whole) * 100) : 0;
}

export function moment(iso: string): string {
  const style = { dateStyle: "medium", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat(language(), style).format(new Date(iso));
}

/** A mere date is the same day everywhere; of a moment it is the reader's own day. */
export function day(iso: string): string {
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(iso) ? `${iso}T00:00` : iso);
  return new Intl.DateTimeFormat(language(), { dateStyle: "long" }).format(at);
}

/** The two apart, for a sentence that puts them together. */
export function dayAndTime(iso: string): { readonly date: string; readonly time: string } {
  const at = new Date(iso);
  const [date, time] = [
    { day: "numeric", month: "long" },
    { hour: "numeric", minute: "2-digit" },
  ].map((style) => new Intl.DateTimeFormat(language(), style as object).format(at));
  return { date: date ?? "", time: time ?? "" };
}

/** The browser's own variant of the page's language: en-GB writes dates in another order. */
function language(): string | undefined {
  if (typeof document === "undefined") return "en";
  const page = document.documentElement.lang;
  return navigator.languages.find((known) => known.startsWith(page)) ?? page;
}
