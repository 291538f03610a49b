// Which repository this is about, where the profile offers several: its name wherever the page says
// it, and a plain mark when it is for practice only.
import { all, html, say, show } from "./elements.ts";

export interface Named {
  readonly name: string;
  readonly practice: boolean;
}

/** What the sentences of this page say for {repository}; the template's until it is known. */
const said: { repository?: string } = {};

export function saidFor(word: string): string | undefined {
  return word === "repository" ? said.repository : undefined;
}

export function nameRepository({ name, practice }: Named): void {
  said.repository = name;
  for (const place of all("[data-repository]", document)) say(place, name);
  show(html("#practice"), practice);
}

/** The choice in the form; null where there is only one. */
export function chosenRepository(form: HTMLElement): Named | null {
  const radio = form.querySelector<HTMLInputElement>('input[name="repository"]:checked');
  if (!radio) return null;
  const practice = (html("#practice").dataset.keys ?? "").split(" ").includes(radio.value);
  const label = radio.closest("label")?.querySelector(".radio-label");
  return { name: label?.textContent?.trim() ?? "", practice };
}

/** An account is at one repository: where that is known, no other can be chosen, nor filled in. */
export function settleRepository(form: HTMLElement, key: string): void {
  for (const radio of form.querySelectorAll<HTMLInputElement>('input[name="repository"]')) {
    radio.checked = radio.value === key;
    radio.disabled = !radio.checked;
  }
}
