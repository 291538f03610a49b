// Fields with a vocabulary get their list of suggestions when one of them is first entered: until
// then it is not even loaded. Without it, they are plain boxes to type in.
import type { Api } from "../api.ts";
import { speak } from "../page/spoken.ts";
import type { Words } from "../page/words.ts";
import { isLookup, scopeOf } from "./scope.ts";

export interface LookupOptions {
  readonly words: Words;
  readonly api: () => Promise<Pick<Api, "suggest">>;
  /** Something was written into the fields of a scope. */
  readonly written: (scope: HTMLElement) => void;
}

export function followLookups(form: HTMLElement, options: LookupOptions): void {
  let isAsked = false;
  form.addEventListener("focusin", ({ target }) => {
    if (isAsked || !isLookup(target)) return;
    isAsked = true;
    const before = target.value;
    import("./combobox.ts")
      .then(({ Combobox, dress }) => {
        void dress();
        const combobox = new Combobox(form, {
          words: options.words,
          speak,
          ask: async (...asked) => (await options.api()).suggest(...asked),
          written: (field) => options.written(scopeOf(field)),
        });
        if (document.activeElement === target) combobox.enter(target, target.value !== before);
      })
      .catch(() => {
        isAsked = false;
      });
  });
}
