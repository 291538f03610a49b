// One line above the bar that says what was just done for the depositor, with one thing to do
// about it. The next note takes its place.
import { button, html, say, show } from "./elements.ts";
import { speak } from "./spoken.ts";

export interface NoteAct {
  readonly label: string;
  readonly act: () => void;
}

export function note(sentence: string, doable?: NoteAct): void {
  const line = html("#filled");
  const act = button("[data-undo]", line);
  say(html("p", line), sentence);
  say(act, doable?.label ?? "");
  act.onclick = doable?.act ?? null;
  show(act, doable !== undefined);
  button("[data-hide]", line).onclick = () => {
    show(line, false);
    html("#main").focus({ preventScroll: true });
  };
  show(line, true);
  speak(sentence);
}

export function hideNote(): void {
  show(html("#filled"), false);
}
