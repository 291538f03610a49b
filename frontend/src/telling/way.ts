// By which what takes an address reaches the deposit it is for.
import type { Api } from "../api.ts";
import type { Words } from "../page/words.ts";

export interface Way {
  readonly words: Words;
  readonly api: () => Promise<Api>;
  /** The deposit; on the form, opened by this if it was not before. */
  readonly deposit: () => Promise<{ readonly id: string; readonly key: string }>;
}
