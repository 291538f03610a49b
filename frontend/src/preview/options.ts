// What a look at the record works on: the service, the form, and what to ask for. Shapes only.
import type { Api, PreviewRequest } from "../api.ts";
import type { Words } from "../page/words.ts";

export interface PreviewsOptions {
  readonly words: Words;
  readonly api: () => Promise<Api>;
  readonly form: HTMLElement;
  readonly request: () => PreviewRequest;
}
