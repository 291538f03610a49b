// What an invitation leads to: back to a deposit begun by it on this device, if that is wanted, or
// to a form for a new one. Loads what it takes to ask only when there is something to ask.
import type { Words } from "../page/words.ts";
import type { Begun } from "./begun.ts";

export interface Beginning {
  readonly words: Words;
  /** Brings the form. */
  readonly begin: () => void;
}

/** No form is shown before it is clear that it is a new deposit that is wanted. */
export async function offerFirst(
  begun: Begun,
  invitation: string,
  { words, begin }: Beginning,
): Promise<void> {
  const found = await begun.by(invitation).catch(() => null);
  if (!found) return begin();
  // Without the offer's own script the form is still better than nothing.
  const part = await import("../way-back/offer.ts").catch(() => null);
  if (part) part.offerWayBack(found, words, begin);
  else begin();
}
