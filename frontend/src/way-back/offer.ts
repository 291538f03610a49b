// Leads back to a deposit that was begun on this device, before another one is begun by the same
// invitation. Nothing is asked of the service: that one is opened only by going on with it.
import type { BegunDeposit } from "../form/begun.ts";
import { goTo } from "../page/address.ts";
import { button, html, say, show, the } from "../page/elements.ts";
import { dayAndTime } from "../page/figures.ts";
import { submissionHash } from "../page/link.ts";
import type { Words } from "../page/words.ts";

/** `another` brings the form. */
export function offerWayBack(begun: BegunDeposit, words: Words, another: () => void): void {
  const offer = html("#begun");
  say(html("#begun-heading"), words("begun.heading", { ...dayAndTime(begun.at) }));
  // The changed address is followed by a reload; to the status page if it was sent.
  the("#begun-go-on", HTMLAnchorElement).href = submissionHash(begun.id, begun.key);
  button("#begun-another").onclick = () => {
    show(offer, false);
    another();
    goTo(html("#section-files"));
  };
  show(offer, true);
  // What is asked first is also heard first.
  offer.focus();
}
