// A DOI in a line of text breaks after its slash at most: at a hyphen it would read as two words.

const DOI = /(\b10\.\d{4,9}\/)([^\s,;]+)/;

/** The text, with the halves of a DOI in it held together. The words themselves stay the same. */
export function sayWithDoi(element: HTMLElement, text: string): void {
  if (element.textContent === text) return;
  const pieces = text.split(DOI);
  element.replaceChildren(
    ...pieces.map((piece, index) => (index % 3 === 0 ? piece : unbroken(piece))),
  );
}

function unbroken(text: string): HTMLElement {
  const span = document.createElement("span");
  span.className = "unbroken";
  span.textContent = text;
  return span;
}
