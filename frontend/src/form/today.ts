// A day as the form writes it.

/** The date where the depositor is, as ISO writes it. */
export function localDay(at: number): string {
  const here = new Date(at);
  const parts = [here.getFullYear(), here.getMonth() + 1, here.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}
