// "My details": who I am, my usual licence and my groups of authors, kept on this device as shown.
import type { Desk } from "../filling/desk.ts";
import { bareOrcid } from "../form/orcid.ts";
import { fieldNamed } from "../form/scope.ts";
import { openDialog, tell } from "../page/dialog.ts";
import { all, button, html, show, the } from "../page/elements.ts";
import { heldPeople, putPeople } from "./group.ts";
import { drawGroups } from "./groups-kept.ts";
import { entryOf, isPerson, type Row, rowOf } from "./person.ts";
import { KeptPreferences, NOTHING, type Preferences, withGroup } from "./preferences.ts";

const ME = { type: "person" };

/** One press where the details are known; else they are asked for first. */
export function addMe(desk: Desk, group: string): void {
  const { me } = new KeptPreferences(localStorage).read();
  if (me) putPeople(desk, group, { people: [me], way: "add" });
  else openDetails(desk);
}

export function openDetails(desk: Desk): void {
  new Details(desk).open();
}

class Details {
  readonly #desk: Desk;
  readonly #kept = new KeptPreferences(localStorage);
  readonly #dialog = openDialog("#details");

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  open(): void {
    the("#details-form", HTMLFormElement).onsubmit = (event) => {
      event.preventDefault();
      this.#save();
    };
    this.#on("[data-use]", () => this.#use());
    this.#on("[data-forget]", () => this.#forget());
    this.#on("[data-save-group]", () => this.#saveGroup());
    this.#offerLicences();
    this.#draw(this.#kept.read());
  }

  #on(selector: string, act: () => void): void {
    button(selector, this.#dialog).onclick = act;
  }

  #draw(preferences: Preferences): void {
    const row = rowOf(preferences.me ?? ME);
    for (const input of this.#inputs()) input.value = row[input.dataset.part as keyof Row];
    this.#licence.value = preferences.licence;
    const isKept =
      preferences.me !== null || preferences.licence !== "" || preferences.groups.length > 0;
    show(button("[data-forget]", this.#dialog), isKept);
    show(html("[data-nothing]", this.#dialog), !isKept);
    drawGroups(this.#desk, preferences, {
      insert: (group) => {
        this.#dialog.close();
        putPeople(this.#desk, "creators", { people: group.people, way: "add" });
      },
      keep: (changed, sentence) => this.#keep(changed, sentence),
    });
  }

  #inputs(): HTMLInputElement[] {
    return all("input[data-part]", this.#dialog) as HTMLInputElement[];
  }

  get #licence(): HTMLSelectElement {
    return the("#details-licence", HTMLSelectElement);
  }

  /** The licences of this form, with its own words for them. */
  #offerLicences(): void {
    const field = fieldNamed(this.#desk.form.element, "licence");
    show(html("[data-licence]", this.#dialog), field !== undefined);
    const radios = field ? (all("input[type=radio]", field) as HTMLInputElement[]) : [];
    const options = radios.map((radio) => {
      const label =
        radio.closest("label")?.querySelector(".radio-label")?.textContent ?? radio.value;
      return new Option(label.trim(), radio.value);
    });
    const [none] = this.#licence.options;
    this.#licence.replaceChildren(...(none ? [none] : []), ...options);
  }

  /** What is typed now, upon what is kept; null and a sentence if it can't be kept. */
  #typed(): Preferences | null {
    const kept = this.#kept.read();
    const typed = this.#inputs().map((input) => [input.dataset.part, input.value.trim()]);
    const row: Row = { ...rowOf(ME), ...Object.fromEntries(typed) };
    const orcid = row.orcid === "" ? "" : bareOrcid(row.orcid);
    if (orcid === null) return this.#wrong("details.orcid");
    const entry = entryOf({ ...row, orcid }, kept.me ?? ME);
    const me = isPerson(entry) ? entry : null;
    return { ...kept, me, licence: this.#licence.value };
  }

  #save(): Preferences | null {
    const typed = this.#typed();
    return typed && this.#keep(typed, "details.saved") ? typed : null;
  }

  #keep(preferences: Preferences, sentence: string): boolean {
    if (!this.#kept.keep(preferences)) return this.#wrong("details.full") !== null;
    this.#draw(preferences);
    tell(this.#dialog, this.#desk.words(sentence));
    return true;
  }

  #use(): void {
    const typed = this.#save();
    if (!typed) return;
    if (!typed.me) return void this.#wrong("details.nameless");
    this.#dialog.close();
    const also =
      typed.licence && this.#licence.options.length > 1 ? { licence: typed.licence } : {};
    putPeople(this.#desk, "creators", { people: [typed.me], way: "add", also });
  }

  #saveGroup(): void {
    const name = the("#details-group", HTMLInputElement);
    const people = heldPeople(this.#desk, "creators").filter(isPerson);
    if (people.length === 0) return void this.#wrong("details.group.empty");
    if (name.value.trim() === "") {
      name.focus();
      return void this.#wrong("details.group.nameless");
    }
    const typed = this.#typed();
    const group = { name: name.value.trim().slice(0, 80), people };
    if (typed && this.#keep(withGroup(typed, group), "details.saved")) name.value = "";
  }

  #forget(): void {
    this.#kept.forget();
    this.#draw(NOTHING);
    tell(this.#dialog, this.#desk.words("details.forgotten"));
    html("#details-heading").focus();
  }

  #wrong(key: string): null {
    tell(this.#dialog, this.#desk.words(key), true);
    return null;
  }
}
