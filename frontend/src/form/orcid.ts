// An ORCID iD as people paste it, with its address around it, and as it is written.

const ADDRESS = /^(?:https?:\/\/)?(?:www\.)?(?:orcid\.org\/)?((?:\d{4}-?){3}\d{3}[\dX])\/?$/i;

/** The bare iD; null if this is none, or one with a mistyped digit. */
export function bareOrcid(text: string): string | null {
  const digits = ADDRESS.exec(text.trim())?.[1]?.replaceAll("-", "").toUpperCase();
  if (!digits || checkDigit(digits.slice(0, 15)) !== digits.charAt(15)) return null;
  return (digits.match(/.{4}/g) ?? []).join("-");
}

/** ISO 7064, MOD 11-2. */
function checkDigit(digits: string): string {
  const sum = [...digits].reduce((total, digit) => (total + Number(digit)) * 2, 0);
  const check = (12 - (sum % 11)) % 11;
  return check === 10 ? "X" : String(check);
}

/** A field that is left shows what it was understood as; what was not stays as it was typed. */
export function bareOnLeaving(form: HTMLElement, changed: () => void): void {
  form.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.closest("[data-kind=orcid]")) return;
    const bare = bareOrcid(target.value);
    if (bare === null || bare === target.value) return;
    target.value = bare;
    changed();
  });
}
