// An ORCID iD as people paste it, with its address around it, and as it is written.
import { fieldAround } from "./scope.ts";

const ADDRESS = /^(?:https?:\/\/)?(?:www\.)?(?:orcid\.org\/)?((?:\d{4}-?){3}\d{3}[\dX])\/?$/i;

/** The sixteen digits; null if this is no ORCID iD. */
function digitsOf(text: string): string | null {
  return ADDRESS.exec(text.trim())?.[1]?.replaceAll("-", "").toUpperCase() ?? null;
}

/** The bare iD; null if this is none, or one with a mistyped digit. */
export function bareOrcid(text: string): string | null {
  const digits = digitsOf(text);
  if (!digits || isMistyped(digits)) return null;
  return (digits.match(/.{4}/g) ?? []).join("-");
}

/** ISO 7064, MOD 11-2. */
function isMistyped(digits: string): boolean {
  const sum = [...digits.slice(0, 15)].reduce((all, digit) => (all + Number(digit)) * 2, 0);
  const check = (12 - (sum % 11)) % 11;
  return digits.charAt(15) !== (check === 10 ? "X" : String(check));
}

/** The key of the sentence that says what is wrong; null if nothing is. */
function wrongOrcid(text: string): string | null {
  if (text.trim() === "" || bareOrcid(text) !== null) return null;
  return digitsOf(text) === null ? "orcid.shape" : "orcid.digit";
}

export interface LeavingOptions {
  readonly changed: () => void;
  /** The verdict on a field that was left; null if it is right. */
  readonly judged: (field: HTMLElement, wrong: string | null) => void;
}

/** A field that is left shows what it was understood as; what was not stays, and is told at once. */
export function orcidOnLeaving(form: HTMLElement, { changed, judged }: LeavingOptions): void {
  form.addEventListener("change", ({ target }) => {
    const field = fieldAround(target);
    if (!(target instanceof HTMLInputElement) || field?.dataset.kind !== "orcid") return;
    const bare = bareOrcid(target.value);
    judged(field, wrongOrcid(target.value));
    if (bare === null || bare === target.value) return;
    target.value = bare;
    changed();
  });
}
