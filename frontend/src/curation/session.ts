// Who is signed in, for as long as the tab lives and the service says. Kept in the tab's own store:
// another tab, or the next person at this computer, has to sign in.
import type { DeskSession } from "./answers.ts";

const KEY = "zenferry:curation";

export class SessionKeeper {
  readonly #store: Storage;
  readonly #now: () => number;

  constructor(store: Storage, now: () => number = Date.now) {
    this.#store = store;
    this.#now = now;
  }

  /** Null when there is none, or when it has ended. */
  get current(): DeskSession | null {
    const kept = read(this.#store.getItem(KEY));
    if (kept && Date.parse(kept.ends) > this.#now()) return kept;
    this.forget();
    return null;
  }

  keep(session: DeskSession): void {
    this.#store.setItem(KEY, JSON.stringify(session));
  }

  forget(): void {
    this.#store.removeItem(KEY);
  }

  /** Milliseconds until it ends; null where there is none. */
  get left(): number | null {
    const session = this.current;
    return session ? Date.parse(session.ends) - this.#now() : null;
  }
}

function read(kept: string | null): DeskSession | null {
  try {
    const found: unknown = JSON.parse(kept ?? "null");
    const isSession = found !== null && typeof found === "object" && "session" in found;
    return isSession ? (found as DeskSession) : null;
  } catch {
    return null;
  }
}
