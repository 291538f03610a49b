// What all that fills in the form works on: the form, its words, and the service. Shapes only.
import type { Api } from "../api.ts";
import type { DepositForm } from "../form/deposit-form.ts";
import type { Words } from "../page/words.ts";

export interface Desk {
  readonly words: Words;
  readonly form: DepositForm;
  /** Something was written into the form: it is to be saved, like what is typed. */
  readonly changed: () => void;
  /** There is a deposit already, or one is being opened. */
  readonly isBegun: () => boolean;
  readonly api: () => Promise<Api>;
}

/** How a look at two versions ended. */
export interface ComparisonEnd {
  readonly chosen: () => void;
  /** Closed without an answer. */
  readonly left: () => void;
}
