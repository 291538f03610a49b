// Where the doors are: what each of them needs to let somebody in. Knows no door.
import type { Api } from "../api.ts";
import { submissionHash } from "../page/link.ts";
import type { Words } from "../page/words.ts";

export interface Hall {
  readonly words: Words;
  readonly api: () => Promise<Api>;
}

/** The changed address is followed by a reload. */
export function enter(id: string, key: string): void {
  location.hash = submissionHash(id, key);
}
