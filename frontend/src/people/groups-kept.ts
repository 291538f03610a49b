// The kept groups of authors in the dialog: each can be put into the form, or forgotten.
import type { Desk } from "../filling/desk.ts";
import { entryInShort } from "../filling/short.ts";
import { button, copyOf, html, say, show, the } from "../page/elements.ts";
import { type Group, type Preferences, withoutGroup } from "./preferences.ts";

export interface GroupActs {
  readonly insert: (group: Group) => void;
  readonly keep: (preferences: Preferences, sentence: string) => void;
}

export function drawGroups({ words }: Desk, preferences: Preferences, acts: GroupActs): void {
  const rows = preferences.groups.map((group) => {
    const row = copyOf(the("#details-group-row", HTMLTemplateElement));
    say(html("[data-name]", row), group.name);
    say(html("[data-people]", row), group.people.map(entryInShort).join(", "));
    const [insert, remove] = [button("[data-insert]", row), button("[data-remove]", row)];
    insert.ariaLabel = words("details.group.insert", { name: group.name });
    remove.ariaLabel = words("details.group.remove", { name: group.name });
    insert.onclick = () => acts.insert(group);
    remove.onclick = () => {
      acts.keep(withoutGroup(preferences, group.name), "details.saved");
      the("#details-group", HTMLInputElement).focus();
    };
    return row;
  });
  html("[data-groups]").replaceChildren(...rows);
  show(html("[data-groups]"), rows.length > 0);
}
