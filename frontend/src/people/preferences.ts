// What somebody keeps on this device about themselves: name, licence, groups of authors. Never a
// key, a link or a token. Read with care: what stands in a browser's store may be anything.
import { isRecord } from "../form/bare.ts";
import { type Entry, isPerson } from "./person.ts";

export interface Group {
  readonly name: string;
  readonly people: readonly Entry[];
}

export interface Preferences {
  readonly me: Entry | null;
  readonly licence: string;
  readonly groups: readonly Group[];
}

export const NOTHING: Preferences = { me: null, licence: "", groups: [] };
const NAME = "zenferry:my-details";

export class KeptPreferences {
  readonly #store: Storage;

  constructor(store: Storage) {
    this.#store = store;
  }

  read(): Preferences {
    try {
      return preferencesFrom(JSON.parse(this.#store.getItem(NAME) ?? "null"));
    } catch {
      return NOTHING;
    }
  }

  /** False where this device keeps nothing: full, or told not to. */
  keep(preferences: Preferences): boolean {
    try {
      this.#store.setItem(NAME, JSON.stringify(preferences));
      return true;
    } catch {
      return false;
    }
  }

  forget(): void {
    try {
      this.#store.removeItem(NAME);
    } catch {
      // Nothing was kept.
    }
  }
}

function preferencesFrom(kept: unknown): Preferences {
  if (!isRecord(kept)) return NOTHING;
  const groups = Array.isArray(kept.groups) ? kept.groups : [];
  return {
    me: isPerson(kept.me) ? kept.me : null,
    licence: typeof kept.licence === "string" ? kept.licence : "",
    groups: groups.flatMap(groupFrom),
  };
}

function groupFrom(kept: unknown): Group[] {
  if (!isRecord(kept) || typeof kept.name !== "string" || !Array.isArray(kept.people)) return [];
  return [{ name: kept.name, people: kept.people.filter(isPerson) }];
}

/** Of the same name there is one: the newer. */
export function withGroup(preferences: Preferences, group: Group): Preferences {
  return { ...preferences, groups: [...without(preferences, group.name), group] };
}

export function withoutGroup(preferences: Preferences, name: string): Preferences {
  return { ...preferences, groups: without(preferences, name) };
}

function without({ groups }: Preferences, name: string): Group[] {
  return groups.filter((group) => group.name !== name);
}
