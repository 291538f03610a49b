// All deposits on the screen: how many wait, what is searched, which states there are, a page of rows.
import { browserEnvironment } from "../environment.ts";
import { all, button, html, say, show, the } from "../page/elements.ts";
import type { PageTitle } from "../page/title.ts";
import type { Words } from "../page/words.ts";
import type { SubmissionState } from "../submission.ts";
import { tellFailure } from "./failing.ts";
import { walkRows } from "./keys.ts";
import { drawRows } from "./list-rows.ts";
import { counts, FIRST_WISH, placesOf, type Sort, STATES, type Wish, wished } from "./listing.ts";
import type { Loading } from "./loading.ts";
import { Pager } from "./pager.ts";
import type { Row, Rows } from "./row.ts";

export interface ListOptions {
  readonly words: Words;
  readonly title: PageTitle;
  readonly loading: Loading;
  readonly rows: Rows;
}

/** Only after the last key of a word: ten thousand rows are searched in a moment, but not in none. */
const AFTER_A_KEY = 80;

export class ListFace {
  readonly #options: ListOptions;
  readonly #pager: Pager;
  #wish: Wish = FIRST_WISH;
  #callOff = () => {};

  constructor(options: ListOptions) {
    this.#options = options;
    this.#pager = new Pager("#list-pager", options.words, () => {
      this.draw();
      html("#list-told").scrollIntoView({ block: "nearest" });
    });
    this.#follow();
    walkRows(html("#list tbody"));
  }

  #follow(): void {
    const text = the("#wish-text", HTMLInputElement);
    text.oninput = () => {
      this.#callOff();
      const search = () => this.#want({ text: text.value });
      this.#callOff = browserEnvironment.after(AFTER_A_KEY, search);
    };
    the("#wishes", HTMLFormElement).onsubmit = (event) => event.preventDefault();
    const place = the("#wish-place", HTMLSelectElement);
    place.onchange = () => {
      this.#want({ place: place.value ? (place.selectedOptions[0]?.text ?? "") : "" });
    };
    const problem = the("#wish-problem", HTMLInputElement);
    problem.onchange = () => this.#want({ problem: problem.checked });
    const sort = the("#wish-sort", HTMLSelectElement);
    sort.onchange = () => this.#want(sortOf(sort.value));
    for (const head of all("#list [data-sort]", document)) {
      button("button", head).onclick = () => this.#sortBy(head.dataset.sort as Sort);
    }
    button("#list-again").onclick = () => void this.#options.loading.read();
    button("#list-all").onclick = () => this.#forget();
  }

  #forget(): void {
    the("#wishes", HTMLFormElement).reset();
    const { sort, descending } = this.#wish;
    this.#want({ ...FIRST_WISH, sort, descending });
    the("#wish-text", HTMLInputElement).focus();
  }

  #sortBy(sort: Sort): void {
    const isSame = sort === this.#wish.sort;
    const isTextual = sort === "title" || sort === "state";
    this.#want({ sort, descending: isSame ? !this.#wish.descending : !isTextual });
  }

  #want(change: Partial<Wish>): void {
    this.#wish = { ...this.#wish, ...change };
    this.#pager.first();
    this.draw();
  }

  draw(): void {
    const { loading, words } = this.#options;
    const rows = this.#options.rows.of(loading.rows);
    const found = wished(rows, this.#wish, document.documentElement.lang);
    const { from, to } = this.#pager.show(found.length);
    drawRows(found.slice(from, to), words);
    this.#drawStates(rows);
    show(html("#wish-places"), placesOf(rows).length > 1 || this.#wish.place !== "");
    this.#drawSort();
    this.#tell(rows, found.length);
    tellFailure("#list-error", loading.failure, words);
  }

  #tell(rows: readonly Row[], found: number): void {
    const { loading, words } = this.#options;
    const n = rows.length;
    const count = n.toLocaleString(document.documentElement.lang);
    const told = found === n ? words("list.all", { n, count }) : this.#found(found, count);
    say(html("#list-told"), loading.isWhole ? told : words("list.reading", { count }));
    const isEmpty = found === 0 && loading.isWhole;
    show(html("#list-empty"), isEmpty);
    show(html("#list"), found > 0);
    show(button("#list-all"), n > 0);
    say(html("#list-empty-text"), words(n > 0 ? "list.none" : "list.nothing"));
    this.#tellWaiting(rows);
  }

  #found(found: number, count: string): string {
    const many = found.toLocaleString(document.documentElement.lang);
    return this.#options.words("list.found", { n: found, found: many, count });
  }

  /** What waits stands in the tab's title, too: the desk is open all day behind others. */
  #tellWaiting(rows: readonly Row[]): void {
    const { words, title, loading } = this.#options;
    const n = rows.filter(({ state }) => state === "awaiting_approval").length;
    const stuck = rows.filter(({ state }) => state === "needs_attention").length;
    const isKnown = loading.isWhole || n > 0;
    const waiting = n > 0 ? words("waiting", { n }) : words("waiting.none");
    const also = stuck > 0 ? ` ${words("stuck", { n: stuck })}` : "";
    say(html("#list-lede"), isKnown ? waiting + also : words("waiting.reading"));
    title.main = n > 0 ? `(${n}) ${title.plain}` : null;
    const badge = html("[data-face=submissions] [data-count]");
    say(badge, String(n));
    show(badge, n > 0);
  }

  #drawStates(rows: readonly Row[]): void {
    const { words } = this.#options;
    const found = counts(rows, this.#wish);
    const all = [...found.values()].reduce((sum, count) => sum + count, 0);
    const chosen = this.#wish.state;
    const there = STATES.filter((state) => found.has(state) || state === chosen);
    const choices: StateChoice[] = [
      { state: "", label: words("state.all"), count: all },
      ...there.map((state) => ({
        state,
        label: words(`state.${state}`),
        count: found.get(state) ?? 0,
      })),
    ];
    drawChoices(choices, chosen, (state) => this.#want({ state }));
  }

  #drawSort(): void {
    const { sort, descending } = this.#wish;
    the("#wish-sort", HTMLSelectElement).value = `${sort}-${descending ? "down" : "up"}`;
    for (const head of all("#list [data-sort]", document)) {
      const order = descending ? "descending" : "ascending";
      if (head.dataset.sort === sort) head.setAttribute("aria-sort", order);
      else head.removeAttribute("aria-sort");
    }
  }
}

interface StateChoice {
  readonly state: SubmissionState | "";
  readonly label: string;
  readonly count: number;
}

/** Written in place: the button that was pressed keeps the focus. */
function drawChoices(
  choices: readonly StateChoice[],
  chosen: string,
  choose: (state: SubmissionState | "") => void,
): void {
  const group = html("#states");
  const template = the("#state-choice", HTMLTemplateElement);
  for (const place of all("[data-state]", group)) {
    if (!choices.some(({ state }) => state === place.dataset.state)) place.remove();
  }
  choices.forEach(({ state, label, count }, index) => {
    const known = group.querySelector<HTMLElement>(`[data-state="${state}"]`);
    const place = known ?? (template.content.firstElementChild?.cloneNode(true) as HTMLElement);
    place.dataset.state = state;
    say(html("[data-label]", place), label);
    say(html("[data-count]", place), count.toLocaleString(document.documentElement.lang));
    place.ariaPressed = String(state === chosen);
    place.onclick = () => choose(state);
    if (group.children[index] !== place) group.insertBefore(place, group.children[index] ?? null);
  });
}

function sortOf(value: string): Pick<Wish, "sort" | "descending"> {
  const [sort, way] = value.split("-");
  return { sort: sort as Sort, descending: way === "down" };
}
