// Where somebody is told how a deposit goes: an address is left, or taken away. Which one it is
// nobody is shown again, not even who left it.
import { button, html, say, show, the } from "../page/elements.ts";
import { parseLink } from "../page/link.ts";
import { saying } from "../page/saying.ts";
import { reasonOf } from "../problem.ts";
import type { Way } from "./way.ts";

interface Kept {
  readonly told: boolean;
  readonly invited: boolean;
}

export class Telling {
  readonly #way: Way;
  readonly #address = the("#telling-email", HTMLInputElement);
  #isTold: boolean | undefined;

  constructor(way: Way) {
    this.#way = way;
    const place = html("#telling");
    // It is no field of the deposit's: nothing of it is saved with them.
    for (const name of ["input", "change"])
      place.addEventListener(name, (event) => event.stopPropagation());
    button("[data-leave]", place).onclick = () => void this.#leave();
    button("[data-invited]", place).onclick = () =>
      void this.#put({ invited: true }, this.#way.words("telling.left"));
    button("[data-take-away]", place).onclick = () => void this.#takeAway();
    // Who typed one and sends the deposit wants it to be used.
    document.querySelector("#send")?.addEventListener("click", () => {
      if (!this.#isTold && this.#isGood()) void this.#leave();
    });
  }

  show(isTold: boolean): void {
    if (this.#isTold === isTold) return;
    this.#isTold = isTold;
    const place = html("#telling");
    show(html("[data-told]", place), isTold);
    show(html("[data-untold]", place), !isTold);
    if (!isTold) void this.#offerInvited();
  }

  /** The address that the invitation was sent to is offered by a button of its own, never filled in. */
  async #offerInvited(): Promise<void> {
    // What is not opened yet has no address either, and is not opened for a look.
    if (parseLink(location.hash).kind !== "submission") return;
    const kept = await this.#call<Kept>("GET").catch(() => null);
    show(button("#telling [data-invited]"), kept?.invited === true);
  }

  #isGood(): boolean {
    return this.#address.value.trim() !== "" && this.#address.validity.valid;
  }

  async #leave(): Promise<void> {
    const { words } = this.#way;
    if (!this.#isGood()) {
      this.#address.focus();
      return this.#tell(words("telling.address"), true);
    }
    const email = this.#address.value.trim();
    await this.#put({ email }, words("telling.left.to", { address: email }));
  }

  async #put(body: Readonly<Record<string, unknown>>, sentence: string): Promise<void> {
    await this.#do(() => this.#call("PUT", body), true, sentence);
    if (this.#isTold) this.#address.value = "";
  }

  async #takeAway(): Promise<void> {
    await this.#do(() => this.#call("DELETE"), false, this.#way.words("telling.gone"));
  }

  async #do(act: () => Promise<unknown>, isTold: boolean, sentence: string): Promise<void> {
    this.#tell(this.#way.words("telling.busy"));
    try {
      await act();
      this.show(isTold);
      this.#tell(sentence);
      // The button that was pressed is gone.
      if (isTold) button("#telling [data-take-away]").focus();
      else this.#address.focus();
    } catch (error) {
      this.#tell(saying(reasonOf(error), this.#way.words), true);
    }
  }

  async #call<T>(method: "GET" | "PUT" | "DELETE", body?: unknown): Promise<T> {
    const { id, key } = await this.#way.deposit();
    const { transport } = await this.#way.api();
    const path = `/submissions/${encodeURIComponent(id)}/address`;
    return transport.send({ method, path, body, headers: { Authorization: `Bearer ${key}` } });
  }

  #tell(sentence: string, isWrong = false): void {
    const state = html("#telling-state");
    state.classList.toggle("error", isWrong);
    say(state, sentence);
  }
}
