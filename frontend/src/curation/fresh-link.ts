// A link that is told once: shown, to be copied, and gone from the page when the dialog closes.
import { copyButton } from "../page/copying.ts";
import { openDialog } from "../page/dialog.ts";
import { html, say } from "../page/elements.ts";
import type { Words } from "../page/words.ts";

let shown = "";
const known = new WeakSet<HTMLElement>();

export interface About {
  readonly heading: string;
  readonly text: string;
}

export function showFreshLink(link: string, about: About, words: Words): void {
  shown = link;
  say(html("#fresh-link-heading"), about.heading);
  say(html("#fresh-link-text"), about.text);
  say(html("#fresh-link-value"), link);
  const copy = html("#fresh-link-copy");
  if (!known.has(copy)) copyButton(copy, words, () => shown);
  known.add(copy);
  const dialog = openDialog("#fresh-link");
  dialog.onclose = () => {
    shown = "";
    say(html("#fresh-link-value"), "");
  };
}
