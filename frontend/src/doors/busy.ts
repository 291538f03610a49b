// A form that asks somebody: pressed twice it asks once, and says meanwhile whom it waits for.
import { button, html, say } from "../page/elements.ts";
import { speak } from "../page/spoken.ts";

export async function whileBusy(
  form: HTMLFormElement,
  sentence: string,
  ask: () => Promise<void>,
): Promise<void> {
  const pressed = button("[type=submit]", form);
  if (pressed.getAttribute("aria-disabled") === "true") return;
  const words = html("[data-busy]", form);
  pressed.setAttribute("aria-disabled", "true");
  say(words, sentence);
  speak(sentence);
  try {
    await ask();
  } finally {
    pressed.removeAttribute("aria-disabled");
    say(words, "");
  }
}
