// What is missing or wrong, at its field and in the summary. Before the first attempt to send, only
// a field that was filled in and left is spoken of: nobody is blamed for what is still to come.
import { browserEnvironment } from "../environment.ts";
import { goTo } from "../page/address.ts";
import { all, html, say, show } from "../page/elements.ts";
import type { PageTitle } from "../page/title.ts";
import type { Words } from "../page/words.ts";
import type { FieldProblem } from "../submission.ts";
import { namedSentence } from "./labels.ts";
import { fieldFinder, findField } from "./paths.ts";
import { controlOf } from "./scope.ts";
import { isBlank, readField } from "./values.ts";

/** A problem, where it is shown, and what takes the focus. */
export interface Placed {
  readonly message: string;
  /** The same with its field's name, for the summary; left out where the sentence names it. */
  readonly named?: string;
  readonly place: HTMLElement;
  readonly target: HTMLElement;
}

/** Longer than a press of a button, in ms. */
const PRESS = 300;

export class Problems {
  readonly #form: HTMLElement;
  readonly #words: Words;
  readonly #title: PageTitle;
  readonly #left = new WeakSet<Element>();
  /** What the page itself saw when the field was left: told before the service answers. */
  readonly #judged = new Map<HTMLElement, { readonly value: unknown; readonly message: string }>();
  /** What stands at the fields now. */
  #shown: ReadonlyMap<HTMLElement, string> = new Map();
  #found: readonly FieldProblem[] = [];
  /** Where nothing stood then: what is said there is over with the first letter. */
  #blank: ReadonlySet<HTMLElement> = new Set();
  #ofFiles: readonly Placed[] = [];
  #attempted = false;

  constructor(form: HTMLElement, words: Words, title: PageTitle) {
    this.#form = form;
    this.#words = words;
    this.#title = title;
    form.addEventListener("focusout", (event) => this.#leave(event));
  }

  #leave({ target, relatedTarget }: FocusEvent): void {
    const field = target instanceof Element ? target.closest("[data-field]") : null;
    // From a box to the editor in its place is not away.
    if (field && !field.contains(relatedTarget as Node | null)) this.#left.add(field);
    // Not at once: a line that comes or goes while a button is being pressed moves the button from
    // under the pointer, and the press is lost.
    browserEnvironment.after(PRESS, () => this.render());
  }

  /** The page's own verdict on a field; null takes it back. It is shown once the field is left. */
  judge(field: HTMLElement, message: string | null): void {
    if (message === null) this.#judged.delete(field);
    else this.#judged.set(field, { value: readField(field), message });
  }

  set found(found: readonly FieldProblem[]) {
    this.#found = found;
    const find = fieldFinder(this.#form);
    const places = found.flatMap(({ field }) => find(field) ?? []);
    this.#blank = new Set(places.filter(hasNothing));
    this.render();
  }

  set ofFiles(placed: readonly Placed[]) {
    this.#ofFiles = placed;
    this.render();
  }

  /** What was mended goes at once; what is new waits for the next attempt to send. */
  keepOfFiles(current: readonly Placed[]): void {
    const known = new Set(current.map(({ message }) => message));
    const kept = this.#ofFiles.filter(({ message }) => known.has(message));
    if (kept.length < this.#ofFiles.length) this.ofFiles = kept;
  }

  get any(): boolean {
    return this.#placed().length > 0;
  }

  /** From now on everything is shown; the summary takes the focus. */
  attempt(): void {
    this.#attempted = true;
    this.render();
    goTo(html("#summary"));
  }

  /** Shows and focuses what a link to one field means. */
  pointAt(path: string, message: string): void {
    const field = findField(this.#form, path);
    if (!field) return;
    this.#left.add(field);
    if (!this.#found.some((problem) => problem.field === path)) {
      this.found = [...this.#found, { field: path, message }];
    }
    goTo(controlOf(field));
  }

  render(): void {
    const placed = this.#placed();
    const shown = placed.filter(({ place }) => this.#attempted || this.#isOpen(place));
    this.#atFields(shown);
    this.#inSummary(this.#attempted ? placed : []);
    this.#inContents(shown);
  }

  #placed(): Placed[] {
    const find = fieldFinder(this.#form);
    const found = this.#found.flatMap(({ field, message }) => {
      const place = find(field);
      const isMended = place && this.#blank.has(place) && !hasNothing(place);
      return place && !isMended ? [this.#at(place, message)] : [];
    });
    // The page's own verdict stands for the service's on the same field, and falls with its value.
    const judged = [...this.#judged].filter(
      ([place, { value }]) => place.isConnected && readField(place) === value,
    );
    const own = judged.map(([place, { message }]) => this.#at(place, message));
    const others = found.filter(({ place }) => !own.some((each) => each.place === place));
    const all = [...this.#ofFiles, ...others, ...own];
    return all.sort((one, other) => order(one.place, other.place));
  }

  #at(place: HTMLElement, message: string): Placed {
    const named = namedSentence(place, message, this.#words);
    return { message, named, place, target: controlOf(place) };
  }

  #isOpen(place: HTMLElement): boolean {
    return "field" in place.dataset && this.#left.has(place) && !hasNothing(place);
  }

  /** Touches only the fields whose message changed: there may be a thousand others. */
  #atFields(shown: readonly Placed[]): void {
    const messages = new Map(shown.map(({ place, message }) => [place, message]));
    for (const place of this.#shown.keys()) if (!messages.has(place)) sayAt(place, "");
    for (const [place, message] of messages) sayAt(place, message);
    this.#shown = messages;
  }

  #inSummary(placed: readonly Placed[]): void {
    const summary = html("#summary");
    const any = placed.length > 0;
    this.#title.main = any ? this.#words("title.error", { title: this.#title.plain }) : null;
    if (any) say(html("h2 span", summary), this.#words("summary", { n: placed.length }));
    const list = html("ul", summary);
    // A link that is replaced between press and release is never clicked.
    if (linesOf(list) !== placed.map(lineOf).join("\n")) {
      list.replaceChildren(...placed.map(summaryLine));
    }
    show(summary, any);
  }

  #inContents(shown: readonly Placed[]): void {
    for (const link of all(".contents a", document)) {
      const section = html(link.getAttribute("href") ?? "", this.#form);
      const n = shown.filter(({ place }) => section.contains(place)).length;
      link.querySelector(".contents-problems")?.remove();
      if (n > 0) link.append(badge(n, this.#words("section.problems", { n })));
    }
  }
}

function hasNothing(place: HTMLElement): boolean {
  return isBlank(readField(place));
}

function order(one: Node, other: Node): number {
  if (one === other) return 0;
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

function sayAt(place: HTMLElement, message: string): void {
  const error = html("[data-error]", place);
  say(error, message);
  show(error, message !== "");
  place.toggleAttribute("data-wrong", message !== "");
  markControl(place, message !== "");
}

/** A group as a whole has no control that could be wrong. */
function markControl(place: HTMLElement, wrong: boolean): void {
  const control = controlOf(place);
  if (control === place || control instanceof HTMLFieldSetElement) return;
  if (!wrong) control.removeAttribute("aria-invalid");
  else if (control.getAttribute("aria-invalid") !== "true")
    control.setAttribute("aria-invalid", "true");
}

function lineOf({ named, message, target }: Placed): string {
  return `#${target.id} ${named ?? message}`;
}

function linesOf(list: HTMLElement): string {
  return all("a", list)
    .map((link) => `${link.getAttribute("href")} ${link.textContent}`)
    .join("\n");
}

function summaryLine({ named, message, target }: Placed): HTMLElement {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${target.id}`;
  link.textContent = named ?? message;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation();
    goTo(target);
  });
  line.append(link);
  return line;
}

function badge(n: number, words: string): HTMLElement {
  const mark = document.createElement("span");
  mark.className = "contents-problems";
  mark.textContent = String(n);
  mark.ariaLabel = words;
  mark.role = "img";
  return mark;
}
