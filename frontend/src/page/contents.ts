// Marks in the table of contents which section is being read.
import { all, html } from "./elements.ts";

/** A line a third down the window: what crosses it is what is read. */
const LINE = 1 / 3;

export function followReading(): void {
  const links = all(".contents a", document);
  const sections = links.map((link) => html(link.getAttribute("href") ?? ""));
  const mark = () => {
    const read = readSection(sections.map(topOf));
    links.forEach((link, index) => {
      if (index === read) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  const observer = new IntersectionObserver(mark, margins());
  for (const section of sections) observer.observe(section);
  // Where they stand is known only once they are shown, and some may be above the line by then.
  new ResizeObserver(mark).observe(html("#desk"));
}

/** What does not apply has no place on the page; else it would seem to be at its very top. */
function topOf(section: HTMLElement): number {
  return section.hidden ? Number.POSITIVE_INFINITY : section.getBoundingClientRect().top;
}

/** The last one that has come up to the line; above them all, the first is the next to be read. */
export function readSection(tops: readonly number[], height = innerHeight): number {
  return Math.max(
    0,
    tops.findLastIndex((top) => top <= height * LINE),
  );
}

/** Leaves a thin line of the window, so that the observer calls whenever a section crosses it. */
function margins(): IntersectionObserverInit {
  const above = Math.floor(LINE * 100);
  return { rootMargin: `-${above}% 0px -${99 - above}% 0px` };
}
