// A page's body for the tests that need one, and its words: the keys themselves, so that a test
// sees which sentence is said and with which values.
import type { Words } from "../src/page/words.ts";

export function pageOf(markup: string): void {
  document.body.innerHTML = `${markup}<p id="spoken"></p>`;
}

export const keysAsWords: Words = (key, values = {}) =>
  [key, ...Object.entries(values).map(([name, value]) => `${name}=${value}`)].join(" ");
