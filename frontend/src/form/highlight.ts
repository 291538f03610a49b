// Marks in a text where it holds what was typed, whatever the case and the accents. As nodes: what a
// source answers never becomes markup.

interface Folded {
  readonly text: string;
  /** For each of its characters, where it came from. */
  readonly from: readonly number[];
}

function folded(text: string): Folded {
  const letters: string[] = [];
  const from: number[] = [];
  let at = 0;
  for (const letter of text) {
    const plain = letter.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
    for (const unit of plain.split("")) {
      letters.push(unit);
      from.push(at);
    }
    at += letter.length;
  }
  return { text: letters.join(""), from: [...from, text.length] };
}

/** Where each typed word begins and ends in the text, in order and without overlap. */
export function matches(text: string, typed: string): [number, number][] {
  const { text: plain, from } = folded(text);
  const words = folded(typed)
    .text.split(/[\s,]+/)
    .filter(Boolean);
  const found = words.flatMap((word): [number, number][] => {
    const at = plain.indexOf(word);
    return at < 0 ? [] : [[from[at] ?? 0, from[at + word.length] ?? text.length]];
  });
  const sorted = found.sort(([one], [other]) => one - other);
  return sorted.filter(([begin], index) => index === 0 || begin >= (sorted[index - 1]?.[1] ?? 0));
}

export function highlighted(text: string, typed: string): (string | HTMLElement)[] {
  const parts: (string | HTMLElement)[] = [];
  let at = 0;
  for (const [begin, end] of matches(text, typed)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(begin, end);
    parts.push(text.slice(at, begin), mark);
    at = end;
  }
  return [...parts, text.slice(at)].filter((part) => part !== "");
}
