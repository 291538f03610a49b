// What is said aloud to those who listen to the page. It waits its turn and interrupts nobody.
import { html } from "./elements.ts";

export function speak(sentence: string): void {
  const region = html("#spoken");
  // The same sentence twice is silence, unless the text differs.
  region.textContent = region.textContent === sentence ? `${sentence}\u00a0` : sentence;
}
