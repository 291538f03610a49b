// The door for an account of one's own at the repository: one signs in there, not here.
import { html, say, show, the } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import { reasonOf } from "../problem.ts";
import { whileBusy } from "./busy.ts";
import type { Hall } from "./hall.ts";
import { begun } from "./opening.ts";
import { chosenPlace, namePlaces } from "./place.ts";
import { leaveToSignIn } from "./signing-in.ts";

export function signInDoor(hall: Hall): void {
  const form = the("#sign-in", HTMLFormElement);
  const error = html("#sign-in-error");
  namePlaces(form);
  form.onsubmit = (event) => {
    event.preventDefault();
    show(error, false);
    const { key, name } = chosenPlace(form);
    const sentence = hall.words("doors.leaving", { repository: name });
    void whileBusy(form, sentence, () =>
      leaveToSignIn(hall, { ...begun(sessionStorage), repository: key }),
    ).catch((reason) => {
      say(error, saying(reasonOf(reason), hall.words));
      show(error, true);
    });
  };
}
