// What was not understood of something read, told in a list: nothing is dropped in silence.
import { html, say, show } from "../page/elements.ts";
import type { Words } from "../page/words.ts";

export type Strange = readonly { readonly what: string; readonly value: unknown }[];

export function drawStrange(frame: HTMLElement, left: Strange, key: string, words: Words): void {
  say(html("summary", frame), words(key, { n: left.length }));
  html("ul", frame).replaceChildren(...left.map(strangeLine));
  show(frame, left.length > 0);
}

function strangeLine({ what, value }: Strange[number]): HTMLElement {
  const line = document.createElement("li");
  const name = document.createElement("code");
  name.textContent = what;
  const text = typeof value === "string" ? value : JSON.stringify(value ?? "");
  line.append(name, ` ${text.slice(0, 200)}`);
  return line;
}
