// Buttons that put a text on the clipboard and say so where the eye is, for a moment.
import { browserEnvironment } from "../environment.ts";
import { html } from "./elements.ts";
import { speak } from "./spoken.ts";
import type { Words } from "./words.ts";

const SHOWN_FOR = 2500;

export function copyButton(button: HTMLElement, words: Words, text: () => string): void {
  const label = html("span", button);
  const before = label.textContent;
  let callOff = () => {};
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text()).catch(() => copyBySelection(text()));
    label.textContent = words("copied");
    speak(words("copied"));
    callOff();
    callOff = browserEnvironment.after(SHOWN_FOR, () => {
      label.textContent = before;
    });
  });
}

/** Where the clipboard is not to be had, as on an address without encryption. */
function copyBySelection(text: string): void {
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "unseen";
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
}
