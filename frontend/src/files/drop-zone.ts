// Files as they come in: chosen, or dropped anywhere on the section. A file dropped beside it would
// make the browser leave the page, so that is stopped.
import { all, html, show, the } from "../page/elements.ts";
import type { Dropped } from "./dropped.ts";
import { fromInput, sortDropped } from "./folders.ts";
import { canPick, pick } from "./picked.ts";

export function takeFiles(zone: HTMLElement, take: (dropped: Dropped) => void): void {
  const input = the("#files", HTMLInputElement, zone);
  takeChosen(input, take);
  if (canPick()) input.addEventListener("click", (event) => void pickInstead(event, take));
  takeChosen(the("#folder", HTMLInputElement, zone), take);
  if (!("webkitdirectory" in HTMLInputElement.prototype)) hideFolders(zone);
  takeDropped(zone, take);
  for (const name of ["dragover", "drop"]) {
    addEventListener(name, (event) => isFiles(event as DragEvent) && event.preventDefault());
  }
}

function takeChosen(input: HTMLInputElement, take: (dropped: Dropped) => void): void {
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    // So that the same can be chosen again.
    input.value = "";
    if (files.length > 0) take(fromInput(files));
  });
}

/** The browser's other dialog looks the same, and lets a file be found again after a reload. */
async function pickInstead(event: Event, take: (dropped: Dropped) => void): Promise<void> {
  event.preventDefault();
  const files = await pick(true);
  if (files.length > 0) take(fromInput(files));
}

/** This browser can't choose one: its button would choose files. */
function hideFolders(zone: HTMLElement): void {
  for (const part of all("#folder, [for=folder]", zone)) part.hidden = true;
}

function takeDropped(zone: HTMLElement, take: (dropped: Dropped) => void): void {
  const mark = html("#drop", zone);
  // Entering a child comes before leaving its parent: they are counted.
  let depth = 0;
  const enter = (by: number) => {
    depth = by === 0 ? 0 : depth + by;
    mark.toggleAttribute("data-over", depth > 0);
  };
  zone.addEventListener("dragenter", (event) => isFiles(event) && enter(1));
  zone.addEventListener("dragleave", (event) => isFiles(event) && enter(-1));
  zone.addEventListener("drop", (event) => {
    enter(0);
    if (isFiles(event))
      void sayingSo(zone, sortDropped(event.dataTransfer?.items ?? [])).then(take);
  });
}

/** A folder of thousands takes a while to be opened: that is said, unless it is soon over. */
async function sayingSo(zone: HTMLElement, sorted: Promise<Dropped>): Promise<Dropped> {
  const reading = html("#drop-reading", zone);
  const timer = setTimeout(() => show(reading, true), 400);
  const dropped = await sorted;
  clearTimeout(timer);
  show(reading, false);
  return dropped;
}

function isFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
