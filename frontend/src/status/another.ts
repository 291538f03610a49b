// Another deposit like this one: once it was sent, what both share is taken along to a new form.
import { keepForAnother } from "../another/template.ts";
import { button, html, show } from "../page/elements.ts";
import { pageAddress } from "../page/link.ts";
import type { Submission } from "../submission.ts";

const NOT_SENT = ["draft", "cancelled", "expired"];

export function offerAnother({ state, metadata }: Submission): void {
  show(html("#another"), !NOT_SENT.includes(state));
  button("#another-begin").onclick = () => {
    keepForAnother(sessionStorage, metadata);
    // Without a link: the invitation is asked for there, and this page never knew it.
    location.assign(pageAddress("./"));
  };
}
