// One line above the bar that says what was just done for the depositor, with one thing to do
// about it. It goes with the next thing that is typed, after a while, or for the next note.
import { button, html, say, show } from "./elements.ts";
import { speak } from "./spoken.ts";

export interface NoteAct {
  readonly label: string;
  readonly act: () => void;
}

const A_WHILE = 60_000;

let callOff = () => {};

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
  goSoon(line);
}

function goSoon(line: HTMLElement): void {
  callOff();
  const goes = () => {
    // Not from under the hand of whoever is about to press it.
    if (line.matches(":hover, :focus-within")) return goSoon(line);
    callOff();
    show(line, false);
  };
  const timer = setTimeout(goes, A_WHILE);
  const typed = ({ target }: Event) =>
    target instanceof Element && !line.contains(target) && goes();
  document.addEventListener("input", typed);
  callOff = () => {
    clearTimeout(timer);
    document.removeEventListener("input", typed);
  };
}

export function hideNote(): void {
  callOff();
  show(html("#filled"), false);
}
