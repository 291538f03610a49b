// The door for who has a published record: a new version of it, or a correction, is asked for here.
// Curators answer; nothing is told about the record.
import { html, say, show, the } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import { speak } from "../page/spoken.ts";
import { ApiProblem, reasonOf } from "../problem.ts";
import { whileBusy } from "./busy.ts";
import type { Hall } from "./hall.ts";

export function versionDoor(hall: Hall): void {
  const form = the("#wish", HTMLFormElement);
  // The same again, as long as nobody heard of it: a lost answer is no second wish.
  let id = crypto.randomUUID();
  form.onsubmit = (event) => {
    event.preventDefault();
    void ask(hall, form, id).then((isAsked) => {
      if (isAsked) id = crypto.randomUUID();
    });
  };
}

async function ask(hall: Hall, form: HTMLFormElement, id: string): Promise<boolean> {
  const record = the("#wish-record", HTMLInputElement);
  const email = the("#wish-email", HTMLInputElement);
  clear(form);
  if (record.value.trim() === "") return fail(record, hall.words("wish.record"));
  if (!email.validity.valid) return fail(email, hall.words("doors.no-address"));
  let isAsked = false;
  await whileBusy(form, hall.words("doors.sending"), async () => {
    try {
      await send(hall, form, id);
      isAsked = true;
      show(form, false);
      show(html("#wish-done"), true);
      html("#wish-told").focus();
      speak(html("#wish-told").textContent ?? "");
    } catch (error) {
      const [first] = error instanceof ApiProblem ? error.errors : [];
      const field = { email, record }[first?.field ?? ""];
      fail(field, first?.message ?? saying(reasonOf(error), hall.words));
    }
  });
  return isAsked;
}

async function send({ api }: Hall, form: HTMLFormElement, id: string): Promise<void> {
  const given = new FormData(form);
  const text = (name: string) => String(given.get(name) ?? "").trim();
  const body = {
    id,
    record: text("record"),
    kind: text("kind"),
    words: text("words"),
    email: text("email") || null,
    language: document.documentElement.lang,
  };
  await (await api()).transport.send({ method: "POST", path: "/versions", body });
}

function clear(form: HTMLFormElement): void {
  for (const error of form.querySelectorAll<HTMLElement>(".error")) show(error, false);
  for (const field of form.querySelectorAll("[aria-invalid]"))
    field.removeAttribute("aria-invalid");
}

/** Under its field, so that nobody has to look for it; what is of none, over the button. */
function fail(field: HTMLInputElement | undefined, sentence: string): false {
  const error = html(field ? `#${field.id}-error` : "#wish-error");
  say(error, sentence);
  show(error, true);
  field?.setAttribute("aria-invalid", "true");
  field?.focus();
  if (!field) speak(sentence);
  error.scrollIntoView({ block: "nearest" });
  return false;
}
