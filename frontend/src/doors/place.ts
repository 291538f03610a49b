// At which repository somebody has an account: as chosen at a door.
import { all, say } from "../page/elements.ts";

export interface Place {
  readonly key: string;
  readonly name: string;
}

export function chosenPlace(form: HTMLFormElement): Place {
  const inputs = [...form.querySelectorAll<HTMLInputElement>('input[name$="-place"]')];
  const chosen = inputs.find(({ type, checked }) => type === "hidden" || checked);
  return { key: chosen?.value ?? "", name: chosen?.dataset.name ?? "" };
}

/** The door says the name of what is chosen at it. */
export function namePlaces(form: HTMLFormElement, changed: () => void = () => {}): void {
  const tell = () => {
    for (const name of all("[data-place-name]", form)) say(name, chosenPlace(form).name);
    changed();
  };
  form.addEventListener("change", tell);
  tell();
}
