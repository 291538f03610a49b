// The door for a token of one's own: checked by opening the deposit, kept only where it is wanted.
import { button, html, show, the } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import { speak } from "../page/spoken.ts";
import { whileBusy } from "./busy.ts";
import { enter, type Hall } from "./hall.ts";
import { KeptTokens } from "./kept-token.ts";
import { begun, openOwn } from "./opening.ts";
import { chosenPlace, namePlaces } from "./place.ts";
import { reasonAtDoor } from "./reason.ts";
import { TokenField } from "./token-field.ts";

export function tokenDoor(hall: Hall): void {
  const form = the("#own-token", HTMLFormElement);
  const field = new TokenField();
  const kept = new KeptTokens(localStorage);
  const showKept = () => {
    const isKept = kept.of(chosenPlace(form).key) !== null;
    show(html("#token-kept"), isKept);
    show(html("#token-typing"), !isKept);
  };
  namePlaces(form, showKept);
  button("#token-forget").onclick = () => {
    kept.forget(chosenPlace(form).key);
    showKept();
    speak(hall.words("doors.forgotten"));
    the("#token-typed", HTMLInputElement).focus();
  };
  const use = new Use(hall, form, field, kept);
  form.onsubmit = (event) => {
    event.preventDefault();
    void use.token();
  };
}

class Use {
  readonly #hall: Hall;
  readonly #form: HTMLFormElement;
  readonly #field: TokenField;
  readonly #kept: KeptTokens;

  constructor(hall: Hall, form: HTMLFormElement, field: TokenField, kept: KeptTokens) {
    this.#hall = hall;
    this.#form = form;
    this.#field = field;
    this.#kept = kept;
  }

  async token(): Promise<void> {
    const { words } = this.#hall;
    const place = chosenPlace(this.#form);
    const token = this.#kept.of(place.key) ?? this.#field.value;
    if (token === "") return this.#field.fail(words("doors.no-token"));
    const sentence = words("doors.asking", { repository: place.name });
    await whileBusy(this.#form, sentence, () => this.#used(place.key, token));
  }

  async #used(repository: string, token: string): Promise<void> {
    try {
      const opening = begun(sessionStorage);
      const { key } = await openOwn(this.#hall, opening, { repository, token });
      if (the("#token-keep", HTMLInputElement).checked) this.#kept.keep(repository, token);
      // Going back in the history must not find it typed.
      this.#field.empty();
      enter(opening.id, key);
    } catch (error) {
      // A kept one that is not taken any more has to be typed anew.
      show(html("#token-typing"), true);
      this.#field.fail(saying(reasonAtDoor(error), this.#hall.words));
    }
  }
}
