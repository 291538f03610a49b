// What is still to be filled in, told quietly at each section and in the table of contents. Counts a
// moment after the typing, and only in the section that was typed in.
import type { Environment } from "../environment.ts";
import { all, say, the } from "../page/elements.ts";
import type { Words } from "../page/words.ts";
import { entriesOf, fieldsOf, groupOf } from "./scope.ts";
import { sectionsOf } from "./sections.ts";
import { countedEntries, isBlank, readField } from "./values.ts";

const PAUSE = 300;

export interface ProgressOptions {
  readonly words: Words;
  readonly environment: Pick<Environment, "after">;
  /** The files' section is not made of fields; one that is interrupted is nothing to fill in. */
  readonly files: () => Count;
}

export class Progress {
  readonly #form: HTMLElement;
  readonly #options: ProgressOptions;
  readonly #touched = new Set<HTMLElement>();
  #callOff = () => {};

  constructor(form: HTMLElement, options: ProgressOptions) {
    this.#form = form;
    this.#options = options;
    for (const kind of ["input", "change", "click"]) {
      form.addEventListener(kind, ({ target }) => this.#touch(target));
    }
    form.addEventListener("written", () => this.refresh());
  }

  /** All sections anew. */
  refresh(): void {
    for (const section of sectionsOf(this.#form)) this.#tell(section);
  }

  /** The files, which change while they are uploaded. */
  filesChanged(): void {
    this.#tell(the("[data-section=files]", HTMLElement, this.#form));
  }

  #touch(target: EventTarget | null): void {
    const section =
      target instanceof Element ? target.closest<HTMLElement>("[data-section]") : null;
    if (!section) return;
    this.#touched.add(section);
    this.#callOff();
    this.#callOff = this.#options.environment.after(PAUSE, () => {
      for (const each of this.#touched) this.#tell(each);
      this.#touched.clear();
    });
  }

  #tell(section: HTMLElement): void {
    const { words, files } = this.#options;
    const isFiles = section.dataset.section === "files";
    const { needed, left } = isFiles ? files() : countedIn(fieldsOf(section));
    const marks = [
      ...all("[data-left]", section),
      ...all(`.contents a[href="#${section.id}"] [data-left]`, document),
    ];
    for (const mark of marks) {
      say(mark, left > 0 ? words("section.left", { n: left }) : "");
      complete(mark, needed > 0 && left === 0 ? words("section.complete") : null);
    }
  }
}

function complete(mark: HTMLElement, words: string | null): void {
  mark.toggleAttribute("data-complete", words !== null);
  mark.role = words === null ? null : "img";
  mark.ariaLabel = words;
}

export interface Count {
  readonly needed: number;
  readonly left: number;
}

/** Of the fields that apply: how many have to be filled in, and how many of them are not. */
function countedIn(fields: readonly HTMLElement[]): Count {
  const counts = fields.filter(({ hidden }) => !hidden).flatMap(countsOf);
  return {
    needed: counts.reduce((sum, { needed }) => sum + needed, 0),
    left: counts.reduce((sum, { left }) => sum + left, 0),
  };
}

function countsOf(field: HTMLElement): Count[] {
  const isNeeded = "needed" in field.dataset;
  if (field.dataset.kind !== "group") {
    return isNeeded ? [{ needed: 1, left: isBlank(readField(field)) ? 1 : 0 }] : [];
  }
  const group = groupOf(field);
  if (isNeeded && entriesOf(group).length === 0) return [{ needed: 1, left: 1 }];
  return countedEntries(group).map((entry) => countedIn(fieldsOf(entry)));
}
