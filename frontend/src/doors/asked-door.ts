// The door for who has no invitation yet: an address is asked for, and one is sent there. Whose
// address it is shows by the mail alone: the answer is the same for all that may have one.
import { button, html, say, show, the } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import { speak } from "../page/spoken.ts";
import { ApiProblem, reasonOf } from "../problem.ts";
import { whileBusy } from "./busy.ts";
import type { Hall } from "./hall.ts";

export function askedDoor(hall: Hall): void {
  const form = the("#asked", HTMLFormElement);
  const address = the("#asked-email", HTMLInputElement);
  form.onsubmit = (event) => {
    event.preventDefault();
    void ask(hall, form, address);
  };
  address.oninput = () => fail(address, "");
  button("#asked-again").onclick = () => {
    showSent(form, false);
    address.value = "";
    address.focus();
  };
}

async function ask(hall: Hall, form: HTMLFormElement, field: HTMLInputElement): Promise<void> {
  const { words } = hall;
  const address = field.value.trim();
  fail(field, "");
  if (address === "" || !field.validity.valid) return fail(field, words("doors.no-address"));
  await whileBusy(form, words("doors.sending"), async () => {
    try {
      await send(hall, address);
      const sentence = words("doors.asked", { address });
      say(html("#asked-told"), sentence);
      showSent(form, true);
      html("#asked-told").focus();
      speak(sentence);
    } catch (error) {
      fail(field, wordsOf(error, hall));
    }
  });
}

/** Not sent again where the answer was lost: a second mail would only confuse. */
async function send({ api }: Hall, email: string): Promise<void> {
  const body = { email, language: document.documentElement.lang };
  const { transport } = await api();
  await transport.send({ method: "POST", path: "/invitations", body, repeat: "refused" });
}

/** At its field the service says more than of the whole. */
function wordsOf(error: unknown, { words }: Hall): string {
  const [first] = error instanceof ApiProblem ? error.errors : [];
  return first?.message ?? saying(reasonOf(error), words);
}

function fail(field: HTMLInputElement, sentence: string): void {
  const error = html("#asked-error");
  say(error, sentence);
  show(error, sentence !== "");
  field.setAttribute("aria-invalid", String(sentence !== ""));
  if (sentence !== "") field.focus();
}

function showSent(form: HTMLFormElement, isSent: boolean): void {
  show(form, !isSent);
  show(html("#asked-done"), isSent);
}
