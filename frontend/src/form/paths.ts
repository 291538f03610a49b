// From a dotted path, as the service names a field, to the field in the form.
import { fieldNamed, groupOf } from "./scope.ts";
import { countedEntries } from "./values.ts";

type Entries = (group: HTMLElement) => readonly HTMLElement[];

/** The field itself, or the nearest one around it: `keywords.3` is a matter of `keywords`. */
export function findField(
  form: HTMLElement,
  path: string,
  entries: Entries = countedEntries,
): HTMLElement | undefined {
  const [name = "", index, ...rest] = path.split(".");
  const field = fieldNamed(form, name);
  if (field?.dataset.kind !== "group" || index === undefined) return field;
  const entry = entries(groupOf(field))[Number(index)];
  if (!entry) return field;
  return (rest.length > 0 && findField(entry, rest.join("."), entries)) || field;
}

/** For many paths at once: which entries count is found out once a group. */
export function fieldFinder(form: HTMLElement): (path: string) => HTMLElement | undefined {
  const known = new Map<HTMLElement, readonly HTMLElement[]>();
  const entries = (group: HTMLElement) => {
    const counted = known.get(group) ?? countedEntries(group);
    known.set(group, counted);
    return counted;
  };
  return (path) => findField(form, path, entries);
}
