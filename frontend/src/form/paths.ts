// From a dotted path, as the service names a field, to the field in the form.
import { fieldNamed, groupOf } from "./scope.ts";
import { countedEntries } from "./values.ts";

/** The field itself, or the nearest one around it: `keywords.3` is a matter of `keywords`. */
export function findField(form: HTMLElement, path: string): HTMLElement | undefined {
  const [name = "", index, ...rest] = path.split(".");
  const field = fieldNamed(form, name);
  if (field?.dataset.kind !== "group" || index === undefined) return field;
  const entry = countedEntries(groupOf(field))[Number(index)];
  if (!entry) return field;
  return (rest.length > 0 && findField(entry, rest.join("."))) || field;
}
