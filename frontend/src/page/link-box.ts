// Where a link is missing: a box to paste it into, for those who have it somewhere else.
import { html, show, the } from "./elements.ts";
import { parseLink } from "./link.ts";

export function askForLink(): void {
  const box = the("#link-box", HTMLFormElement);
  box.onsubmit = (event) => {
    event.preventDefault();
    const typed = the("#link-typed", HTMLInputElement);
    const hash = typed.value.includes("#")
      ? typed.value.slice(typed.value.indexOf("#")).trim()
      : "";
    const isLink = parseLink(hash).kind !== "none";
    show(html("#link-error"), !isLink);
    // Whatever page the link was of, this one opens it: the change is followed by a reload.
    if (isLink) location.hash = hash;
    else typed.focus();
  };
  show(box, true);
}
