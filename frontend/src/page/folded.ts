/** As words are searched: case and accents are no difference, so that "uber" finds "Über". */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
