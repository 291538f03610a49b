// What the fields on the page hold of the depositor's own: a preset that nobody touched, and an
// entry with no word in it, are nothing of theirs.
import { labelOf } from "../form/labels.ts";
import { entriesOf, fieldsOf, groupOf, kindOf, nameOf } from "../form/scope.ts";
import { isUntouched } from "../form/untouched.ts";
import { isBlankEntry, readField, readScope } from "../form/values.ts";

/** A field of the form as filling in has to know it. */
export interface Held {
  readonly name: string;
  readonly label: string;
  readonly kind: string;
  /** What it holds, without entries that nobody filled in. */
  readonly value: unknown;
  /** Nothing of the depositor's: blank, or as the form began. */
  readonly isUntouched: boolean;
}

/** Agreeing is the depositor's own act; ids are filled in with the name they stand for. */
const NEVER: readonly string[] = ["agreement", "kept"];

export function heldFields(form: HTMLElement): Held[] {
  return fieldsOf(form)
    .filter((field) => !NEVER.includes(kindOf(field)))
    .map(heldField);
}

function heldField(field: HTMLElement): Held {
  return {
    name: nameOf(field),
    label: labelOf(field),
    kind: kindOf(field),
    value: heldValue(field),
    isUntouched: isUntouched(field),
  };
}

function heldValue(field: HTMLElement): unknown {
  if (kindOf(field) !== "group") return readField(field);
  return entriesOf(groupOf(field))
    .filter((entry) => !isBlankEntry(entry))
    .map(readScope);
}
