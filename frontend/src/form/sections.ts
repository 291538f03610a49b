// The sections of the form: folded and unfolded by their heading, as this device remembers it; hidden
// while none of their fields applies; opened when something in them is meant.
import { all, button, html, show } from "../page/elements.ts";
import { open } from "./folding.ts";
import { fieldsOf } from "./scope.ts";

const KEPT = "zenferry:sections";

/** Which ones were opened or folded by hand. */
type Kept = Readonly<Record<string, boolean>>;

export function sectionsOf(form: HTMLElement): HTMLElement[] {
  return all("[data-section]", form);
}

export function followSections(form: HTMLElement, store: Storage): void {
  const kept = keptIn(store);
  for (const section of sectionsOf(form)) {
    const shown = kept[section.dataset.section ?? ""];
    if (shown !== undefined) unfold(section, shown);
  }
  form.addEventListener("click", ({ target }) => {
    const fold = target instanceof Element ? target.closest("[data-fold]") : null;
    const section = fold?.closest<HTMLElement>("[data-section]");
    if (!fold || !section) return;
    unfold(section, !isOpen(fold));
    keep(store, section);
  });
  form.addEventListener("reveal", ({ target }) => target instanceof Element && reveal(target));
}

/** Opens whatever is folded around it, and the section itself if that is meant. */
function reveal(target: Element): void {
  for (let around: Element | null = target; around; around = around.parentElement) {
    if (!(around instanceof HTMLElement)) continue;
    if (around instanceof HTMLDetailsElement) around.open = true;
    if ("folded" in around.dataset) open(around);
    if ("section" in around.dataset) unfold(around, true);
  }
}

function isOpen(fold: Element): boolean {
  return fold.getAttribute("aria-expanded") === "true";
}

function unfold(section: HTMLElement, shown: boolean): void {
  const fold = section.querySelector<HTMLElement>("[data-fold]");
  if (!fold) return;
  fold.setAttribute("aria-expanded", String(shown));
  show(html(".part-body", section), shown);
}

/** A section of which no field applies is of no use, and neither is the link to it. */
export function showSections(form: HTMLElement): void {
  for (const section of sectionsOf(form)) {
    if (!section.querySelector("[data-fold]")) continue;
    const isUsed = fieldsOf(section).some(({ hidden }) => !hidden);
    const isShown = isUsed || section.querySelector("[data-fixed]") !== null;
    show(section, isShown);
    const link = document.querySelector(`.contents a[href="#${section.id}"]`);
    if (link?.parentElement) show(link.parentElement, isShown);
  }
}

function keptIn(store: Storage): Kept {
  try {
    return JSON.parse(store.getItem(KEPT) ?? "{}") as Kept;
  } catch {
    return {};
  }
}

function keep(store: Storage, section: HTMLElement): void {
  const shown = isOpen(button("[data-fold]", section));
  try {
    const kept = { ...keptIn(store), [section.dataset.section ?? ""]: shown };
    store.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // A device that keeps nothing: the next visit begins as the first.
  }
}
