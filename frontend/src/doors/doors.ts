// What is there without a link: the ways in that the profile opens, or the box for a link alone.
// Loaded only then.
import { html, say, show } from "../page/elements.ts";
import { askForLink } from "../page/link-box.ts";
import type { Notice } from "../page/notice.ts";
import { addStyle } from "../page/styles.ts";
import { askedDoor } from "./asked-door.ts";
import address from "./doors.css?url";
import type { Hall } from "./hall.ts";
import { signInDoor } from "./sign-in-door.ts";
import { tokenDoor } from "./token-door.ts";
import { versionDoor } from "./version-door.ts";

export interface Doors extends Hall {
  readonly notice: Notice;
  /** A deposit like one before is wanted, and what it shares with that is kept. */
  readonly isAnother: boolean;
}

/** By what stands in the template: `data-door`. */
const DOORS: Readonly<Record<string, (hall: Hall) => void>> = {
  asked: askedDoor,
  "sign-in": signInDoor,
  token: tokenDoor,
  version: versionDoor,
};

export async function openDoors(hall: Doors): Promise<void> {
  const doors = document.querySelector<HTMLElement>("#doors");
  askForLink();
  if (!doors) askForInvitation(hall);
  await addStyle(address, import.meta.url);
  if (!doors) return openOnly(hall);
  for (const { dataset } of doors.querySelectorAll<HTMLElement>("[data-door]")) {
    DOORS[dataset.door ?? ""]?.(hall);
  }
  say(html("#doors-another"), hall.words("another.waiting"));
  show(html("#doors-another"), hall.isAnother);
  show(doors, true);
}

/** Of a record that is published: that is asked for everywhere. */
function openOnly(hall: Hall): void {
  versionDoor(hall);
  show(html("#doors-version"), true);
}

function askForInvitation({ notice, words, isAnother }: Doors): void {
  notice.show("none", isAnother ? { text: words("another.waiting") } : {});
}
