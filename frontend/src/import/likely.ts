// Whether a file's name says that it describes the data: then reading it is offered. Which names do
// is told by the page.
import { html } from "../page/elements.ts";

/** More is no description of data, and no more is sent to be read. */
export const LARGEST = 1_000_000;

export function isLikelyMetadata({ name, size }: { name: string; size: number }): boolean {
  const names = (html("#import").dataset.likely ?? "").toLowerCase().split(" ");
  return size <= LARGEST && names.some((likely) => isOf(likely, name.toLowerCase()));
}

/** A star stands for anything. */
function isOf(likely: string, name: string): boolean {
  const [start = "", end] = likely.split("*");
  return end === undefined ? name === start : name.startsWith(start) && name.endsWith(end);
}
