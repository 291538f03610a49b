// On the status page: opens the depositor's account to the deposit again, by another token or by
// signing in, and lets it go on. Loaded only when that is wanted.
import { html, say, show } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import { addStyle } from "../page/styles.ts";
import { reasonOf } from "../problem.ts";
import type { Submission } from "../submission.ts";
import { whileBusy } from "./busy.ts";
import address from "./doors.css?url";
import type { Hall } from "./hall.ts";
import { reasonAtDoor } from "./reason.ts";
import { leaveToSignIn } from "./signing-in.ts";
import { TokenField } from "./token-field.ts";

export interface Held extends Hall {
  readonly id: string;
  readonly key: string;
  readonly submission: Submission;
  readonly onAnswer: (submission: Submission) => void;
}

const known = new WeakSet<Element>();

export async function openAgain(held: Held): Promise<void> {
  const place = document.querySelector("#own-account");
  if (!place || known.has(place)) return;
  known.add(place);
  await addStyle(address, import.meta.url);
  const [byToken, bySignIn] = ["#again-token", "#again-sign-in"].map((selector) =>
    place.querySelector<HTMLFormElement>(selector),
  );
  if (byToken) takeToken(byToken, held);
  if (bySignIn) signInAgain(bySignIn, held);
}

function takeToken(form: HTMLFormElement, held: Held): void {
  const { words, submission } = held;
  const field = new TokenField();
  form.onsubmit = (event) => {
    event.preventDefault();
    if (field.value === "") return field.fail(words("doors.no-token"));
    const sentence = words("doors.asking", { repository: submission.repository.name });
    const token = field.value;
    void whileBusy(form, sentence, async () => {
      held.onAnswer(await renewed(held, token));
      field.empty();
      html("#heading").focus();
    }).catch((error) => field.fail(saying(reasonAtDoor(error), words)));
  };
}

/** What had stopped for want of a token goes on at once. */
async function renewed({ api, id, key }: Held, token: string): Promise<Submission> {
  const service = await api();
  const renewed: Submission = await service.transport.send({
    method: "PUT",
    path: `/submissions/${encodeURIComponent(id)}/token`,
    headers: { Authorization: `Bearer ${key}` },
    body: { token },
  });
  return renewed.actions.includes("retry") ? service.submission(id, key).retry() : renewed;
}

function signInAgain(form: HTMLFormElement, held: Held): void {
  const { words, submission, id, key } = held;
  const error = html("#again-error");
  form.onsubmit = (event) => {
    event.preventDefault();
    show(error, false);
    const { name, key: repository } = submission.repository;
    const wanted = { id, nonce: "", key, repository };
    void whileBusy(form, words("doors.leaving", { repository: name }), () =>
      leaveToSignIn(held, wanted),
    ).catch((reason) => {
      say(error, saying(reasonOf(reason), words));
      show(error, true);
    });
  };
}
