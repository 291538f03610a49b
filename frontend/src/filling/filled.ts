// Writes values into the form and says so above the bar, with one press to take them out again and
// one more to bring them back: nothing is lost by trying.
import { fieldNamed } from "../form/scope.ts";
import { readField } from "../form/values.ts";
import { note } from "../page/note.ts";
import type { Metadata } from "../submission.ts";
import type { Desk } from "./desk.ts";

export interface Filling {
  readonly sentence: string;
  /** False where the depositor has done nothing yet: looking opens no deposit. */
  readonly isTheirs?: boolean;
  readonly onUndo?: () => void;
}

export function fillIn(desk: Desk, values: Metadata, filling: Filling): void {
  const before = standing(desk, Object.keys(values));
  write(desk, values, filling);
  const act = () => takeBack(desk, before, filling);
  note(filling.sentence, { label: desk.words("fill.undo"), act });
}

/** Once more is forward again: what stood there is kept each time. */
function takeBack(desk: Desk, before: Metadata, filling: Filling): void {
  const after = standing(desk, Object.keys(before));
  write(desk, before, filling);
  filling.onUndo?.();
  const act = () => fillIn(desk, after, filling);
  note(desk.words("fill.undone"), { label: desk.words("fill.redo"), act });
}

function write(desk: Desk, values: Metadata, { isTheirs = true }: Filling): void {
  desk.form.values = values;
  if (isTheirs || desk.isBegun()) desk.changed();
}

/** Also of fields that do not apply now: they may when these are written. */
function standing({ form }: Desk, names: readonly string[]): Metadata {
  const fields = names.flatMap((name) => {
    const field = fieldNamed(form.element, name);
    return field ? [[name, readField(field)] as const] : [];
  });
  return Object.fromEntries(fields);
}
