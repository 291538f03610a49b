// Keeps the secret link in the address while the page's own anchors are followed, and notices when
// another link is pasted there.
import { parseLink } from "./link.ts";

/** What is folded away cannot be gone to: whoever folded it hears of it first. */
export function goTo(target: HTMLElement): void {
  target.dispatchEvent(new Event("reveal", { bubbles: true }));
  // First into view, label and all, then focus: the other way round the label may stay above.
  target.scrollIntoView({ block: "start" });
  target.focus({ preventScroll: true });
}

/** An anchor would replace the link in the address, and with it the key. */
export function keepAddress(root: Document = document): void {
  root.addEventListener("click", (event) => {
    const anchor = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    const target = anchor && root.getElementById(anchor.getAttribute("href")?.slice(1) ?? "");
    if (!target) return;
    event.preventDefault();
    goTo(target);
  });
}

/** Another link in the address means another deposit: everything is read anew. */
export function followAddress(): void {
  addEventListener("hashchange", (event) => {
    if (parseLink(location.hash).kind !== "none") location.reload();
    else history.replaceState(null, "", event.oldURL);
  });
}
