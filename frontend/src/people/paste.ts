// Authors pasted as text: read by the service, shown as rows to check, then added to the group.
import type { Desk } from "../filling/desk.ts";
import { drawStrange, type Strange } from "../import/strange.ts";
import { openDialog, step, tell } from "../page/dialog.ts";
import { all, button, copyOf, html, say, show, the } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import { reasonOf } from "../problem.ts";
import { heldPeople, putPeople } from "./group.ts";
import { type Entry, entryOf, isPerson, type Row, rowOf } from "./person.ts";

export class PastePanel {
  readonly #desk: Desk;
  readonly #group: string;
  #dialog = the("#authors", HTMLDialogElement);
  #found: readonly Entry[] = [];

  constructor(desk: Desk, group: string) {
    this.#desk = desk;
    this.#group = group;
  }

  open(): void {
    this.#dialog = openDialog("#authors");
    this.#step("choose");
    the("#authors-form", HTMLFormElement).onsubmit = (event) => {
      event.preventDefault();
      void this.#read();
    };
    button("[data-back]", this.#dialog).onclick = () => {
      this.#step("choose");
      this.#box.focus();
    };
    button("[data-add]", this.#dialog).onclick = () => this.#put("add");
    button("[data-replace]", this.#dialog).onclick = () => this.#put("take");
    this.#box.focus();
  }

  get #box(): HTMLTextAreaElement {
    return the("#authors-text", HTMLTextAreaElement);
  }

  async #read(): Promise<void> {
    const authors = this.#box.value;
    if (authors.trim() === "") return tell(this.#dialog, this.#desk.words("authors.empty"), true);
    tell(this.#dialog, this.#desk.words("import.reading"));
    try {
      const { values, not_understood } = await (await this.#desk.api()).read({ authors });
      const people = [values.creators, values.contributors].flat().filter(isPerson);
      if (people.length === 0) tell(this.#dialog, this.#desk.words("authors.none"), true);
      else this.#check(people, not_understood);
    } catch (error) {
      tell(this.#dialog, saying(reasonOf(error), this.#desk.words), true);
    }
  }

  #check(people: readonly Entry[], left: Strange): void {
    this.#found = people;
    const rows = people.map((entry, index) => drawn(rowOf(entry), index + 1, this.#desk));
    html("[data-rows]", this.#dialog).replaceChildren(...rows);
    const strange = the("[data-strange]", HTMLDetailsElement, this.#dialog);
    drawStrange(strange, left, "authors.left", this.#desk.words);
    strange.open = true;
    show(button("[data-replace]", this.#dialog), heldPeople(this.#desk, this.#group).length > 0);
    this.#step("review");
    tell(this.#dialog, this.#desk.words("authors.found", { n: people.length }));
    html("#authors-heading").focus();
  }

  #put(way: "add" | "take"): void {
    const rows = all("[data-row]", this.#dialog);
    const taken = rows.flatMap((row, index) => {
      const entry = this.#found[index];
      return entry && isTaken(row) ? [entryOf(readRow(row, entry), entry)] : [];
    });
    if (taken.length === 0) {
      tell(this.#dialog, this.#desk.words("authors.untaken"), true);
      return;
    }
    this.#box.value = "";
    this.#dialog.close();
    putPeople(this.#desk, this.#group, { people: taken, way });
  }

  #step(name: string): void {
    step(this.#dialog, name);
    tell(this.#dialog, "");
  }
}

function drawn(row: Row, n: number, { words }: Desk): HTMLElement {
  const drawing = copyOf(the("#author-row", HTMLTemplateElement));
  say(html("[data-number]", drawing), words("authors.row", { n }));
  const name = row.name || `${row.given_name} ${row.family_name}`.trim();
  say(html("[data-name]", drawing), words("authors.take", { n, name }));
  for (const input of inputsOf(drawing)) {
    const part = input.dataset.part as keyof Row;
    input.value = row[part];
    const isOfPerson = ["given_name", "family_name", "orcid"].includes(part);
    const fits = part === "affiliation" || isOfPerson === (row.type === "person");
    show(input.closest("label") ?? input, fits);
  }
  return drawing;
}

function readRow(row: HTMLElement, entry: Entry): Row {
  const typed = inputsOf(row).map((input) => [input.dataset.part, input.value.trim()]);
  return { ...rowOf(entry), ...Object.fromEntries(typed) };
}

function inputsOf(row: HTMLElement): HTMLInputElement[] {
  return all("input[data-part]", row) as HTMLInputElement[];
}

function isTaken(row: HTMLElement): boolean {
  return the("input[type=checkbox]", HTMLInputElement, row).checked;
}
