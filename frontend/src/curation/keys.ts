// Up and down, Home and End among the links of a list's rows. No letter is a command: whoever
// speaks to the page, or types with a shaking hand, would set them off.

export function walkRows(body: HTMLElement): void {
  body.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!step || !isPlain) return;
    const links = [...body.querySelectorAll<HTMLElement>("th a")];
    const here = links.indexOf(document.activeElement as HTMLElement);
    const next = here < 0 ? undefined : links[step(here, links.length)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}

const STEPS: Readonly<Record<string, (here: number, count: number) => number>> = {
  ArrowDown: (here, count) => Math.min(here + 1, count - 1),
  ArrowUp: (here) => Math.max(here - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};
