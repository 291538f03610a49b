// The values on offer, field by field, beside what the form holds; what is ticked is filled in.
import type { ComparisonEnd, Desk } from "../filling/desk.ts";
import { fillIn } from "../filling/filled.ts";
import { fitted } from "../filling/fitting.ts";
import { heldFields } from "../filling/held.ts";
import { isPaper, type Read } from "../filling/paper.ts";
import { chosen, type Offer, type Plan, planOf, type Way } from "../filling/plan.ts";
import { inShort } from "../filling/short.ts";
import { fieldNamed } from "../form/scope.ts";
import { openDialog, step } from "../page/dialog.ts";
import { all, button, copyOf, html, say, show, the } from "../page/elements.ts";
import type { Metadata } from "../submission.ts";
import { drawStrange, type Strange } from "./strange.ts";

export class Review {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** In the open dialog: what was read from `source`, and what of it was not understood. */
  show(read: Read, source: string): void {
    const held = heldFields(this.#desk.form.element).find(({ name }) => name === "resource_type");
    const paper = isPaper(read, held?.value);
    const plan = this.#draw(read.values, read.not_understood, paper);
    const about = paper && plan.offers.length > 0 ? ` ${this.#desk.words("import.paper")}` : "";
    this.#head("import.review.heading", this.#sum(plan) + about);
    this.#onApply(plan, (labels) => this.#desk.words("import.filled", { source, labels }));
  }

  /** Another version of this deposit, to be chosen from. */
  compare(values: Metadata, { chosen: done, left }: ComparisonEnd): void {
    const dialog = openDialog("#import");
    const plan = this.#draw(values, []);
    const sentence = plan.offers.length > 0 ? "compare.text" : "compare.same";
    this.#head("compare.heading", this.#desk.words(sentence));
    show(button("#import [data-back]"), false);
    this.#onApply(plan, (labels) => this.#desk.words("compare.filled", { labels }));
    dialog.returnValue = "";
    dialog.addEventListener("close", () => (dialog.returnValue ? done() : left()), { once: true });
  }

  #draw(values: Metadata, strange: Strange, paper = false): Plan {
    const { form } = this.#desk;
    const fit = fitted(form.element, values);
    const plan = planOf(fit.values, heldFields(form.element), paper);
    html("[data-takes]").replaceChildren(...plan.offers.map((offer) => this.#row(offer)));
    const left = [
      ...strange,
      ...fit.left,
      ...plan.unasked.map((what) => ({ what, value: values[what] })),
    ];
    drawStrange(html("[data-strange]", html("#import")), left, "import.strange", this.#desk.words);
    const same = plan.same.join(", ");
    say(html("[data-same]"), same && this.#desk.words("import.same", { labels: same }));
    step(html("#import"), "review");
    show(button("#import [data-apply]"), plan.offers.length > 0);
    return plan;
  }

  #head(key: string, sentence: string): void {
    const heading = html("#import-heading");
    say(heading, this.#desk.words(key));
    say(html("#import [data-sum]"), sentence);
    heading.focus();
  }

  #sum({ offers }: Plan): string {
    const held = offers.filter(({ isUntouched }) => !isUntouched).length;
    if (offers.length === 0) return this.#desk.words("import.nothing");
    const sum = this.#desk.words("import.sum", { n: offers.length });
    return held > 0 ? `${sum} ${this.#desk.words("import.asks", { n: held })}` : sum;
  }

  #row(offer: Offer): HTMLElement {
    return offer.isUntouched ? this.#tick(offer) : this.#choice(offer);
  }

  /** Nothing of theirs stands there: one tick. */
  #tick(offer: Offer): HTMLElement {
    const row = copyOf(the("#take-tick", HTMLTemplateElement));
    say(html("[data-label]", row), offer.label);
    say(html("[data-new]", row), this.#short(offer, offer.value));
    const input = the("input", HTMLInputElement, row);
    [input.name, input.checked] = [`take-${offer.name}`, offer.ways[0] === "take"];
    return row;
  }

  #choice(offer: Offer): HTMLElement {
    const row = copyOf(the("#take-choice", HTMLTemplateElement));
    say(html("legend", row), offer.label);
    html("[data-ways]", row).replaceChildren(...offer.ways.map((way) => this.#way(offer, way)));
    return row;
  }

  #way(offer: Offer, way: Way): HTMLElement {
    const label = copyOf(the("#take-way", HTMLTemplateElement));
    const input = the("input", HTMLInputElement, label);
    [input.name, input.value] = [`take-${offer.name}`, way];
    input.checked = way === offer.ways[0];
    say(html("[data-way]", label), this.#desk.words(`import.way.${way}`));
    say(html("[data-new]", label), this.#short(offer, way === "keep" ? offer.old : offer.value));
    return label;
  }

  #short({ name }: Offer, value: unknown): string {
    const field = fieldNamed(this.#desk.form.element, name);
    return field ? inShort(field, value, this.#desk.words) : "";
  }

  #onApply(plan: Plan, sentence: (labels: string) => string): void {
    button("#import [data-apply]").onclick = () => {
      const values = chosen(plan.offers, waysChosen(plan.offers));
      const labels = plan.offers.filter(({ name }) => name in values).map(({ label }) => label);
      the("#import", HTMLDialogElement).close("applied");
      if (labels.length > 0) fillIn(this.#desk, values, { sentence: sentence(labels.join(", ")) });
    };
  }
}

function waysChosen(offers: readonly Offer[]): Map<string, Way> {
  const inputs = all("#import input[name^=take-]", document) as HTMLInputElement[];
  const checked = new Map(
    inputs.filter((input) => input.checked).map((one) => [one.name, one.value]),
  );
  const ways = offers.map(
    ({ name }) => [name, (checked.get(`take-${name}`) ?? "keep") as Way] as const,
  );
  return new Map(ways);
}
