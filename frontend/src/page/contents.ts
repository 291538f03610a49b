// Marks in the table of contents which section is being read.
import { all } from "./elements.ts";

export function followReading(): void {
  const links = new Map(all(".contents a", document).map((link) => [target(link), link]));
  const observer = new IntersectionObserver(
    (entries) => {
      const read = entries.find((entry) => entry.isIntersecting)?.target;
      if (!read) return;
      for (const [section, link] of links) {
        if (section === read) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
    // A line a third down the window: what crosses it is what is read.
    { rootMargin: "-33% 0px -66% 0px" },
  );
  for (const section of links.keys()) if (section) observer.observe(section);
}

function target(link: HTMLElement): Element | null {
  return document.querySelector(link.getAttribute("href") ?? "");
}
