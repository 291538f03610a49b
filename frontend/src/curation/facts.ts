// A short list of what is known: a name and a value each; what is not known is left out.
import { copyOf, html, say, the } from "../page/elements.ts";

export type Fact = readonly [name: string, value: string];

export function drawFacts(list: HTMLElement, facts: readonly Fact[]): void {
  const template = the("#fact", HTMLTemplateElement);
  list.replaceChildren(
    ...facts
      .filter(([, value]) => value !== "")
      .map(([name, value]) => {
        const made = copyOf(template);
        say(html("dt", made), name);
        say(html("dd", made), value);
        return made;
      }),
  );
}
