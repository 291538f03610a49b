// Who asks to go on with a published record: each with its words, to be consented to or refused.
import { button, copyOf, html, say, show, the } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import type { Words } from "../page/words.ts";
import { reasonOf } from "../problem.ts";
import type { ListedWish } from "./answers.ts";
import type { CurationApi } from "./api.ts";
import { ask, judged } from "./asking.ts";
import { tellFailure } from "./failing.ts";
import { showFreshLink } from "./fresh-link.ts";
import { sayAge } from "./list-rows.ts";
import { pagesOf } from "./pages.ts";

export interface VersionsOptions {
  readonly words: Words;
  readonly api: () => Promise<Pick<CurationApi, "versions" | "version" | "consent" | "refuse">>;
}

export class VersionsFace {
  readonly #options: VersionsOptions;

  constructor(options: VersionsOptions) {
    this.#options = options;
  }

  async read(): Promise<void> {
    const { words, api } = this.#options;
    const all: ListedWish[] = [];
    try {
      const service = await api();
      for await (const page of pagesOf((before) => service.versions(before))) {
        all.push(...page.versions);
      }
      tellFailure("#versions-error", null, words);
      this.#draw(all);
    } catch (error) {
      tellFailure("#versions-error", error, words);
    }
  }

  #draw(versions: readonly ListedWish[]): void {
    html("#version-list").replaceChildren(...versions.map((each) => this.#one(each)));
    show(html("#versions-empty"), versions.length === 0);
    const badge = html("[data-face=versions] [data-count]");
    say(badge, String(versions.length));
    show(badge, versions.length > 0);
  }

  #one(version: ListedWish): HTMLElement {
    const { words } = this.#options;
    const made = copyOf(the("#asked-version", HTMLTemplateElement));
    const isCorrection = version.kind === "correction";
    say(html("[data-kind]", made), words(isCorrection ? "asked.correction" : "asked.version"));
    sayAge(the("time", HTMLTimeElement, made), version.asked);
    const link = the("a", HTMLAnchorElement, made);
    say(link, version.doi ?? version.record);
    if (/^https?:\/\//.test(version.record)) link.href = version.record;
    say(html("[data-words]", made), version.words);
    show(html("[data-words]", made), version.words !== "");
    const consent = button("[data-verdict=consent]", made);
    const refuse = button("[data-verdict=refuse]", made);
    consent.onclick = () => this.#consent(version);
    refuse.onclick = () => this.#refuse(version);
    // Answered, and whoever asked does not know: the same answer is given again.
    show(consent, version.answer !== "refused");
    show(refuse, version.answer !== "agreed");
    show(html("[data-unsent]", made), version.answer !== "asked");
    return made;
  }

  #consent(version: ListedWish): void {
    const { words, api } = this.#options;
    say(html("#consent-what"), version.doi ?? version.record);
    const restricted = the("#consent-restricted", HTMLInputElement);
    restricted.checked = false;
    void this.#tellWho(version);
    const dialog = ask("#consent", {
      words,
      act: async () => {
        const { link, unsent } = await (await api()).consent(version.id, restricted.checked);
        dialog.close();
        await this.#done(words(link ? "consent.done" : "consent.mailed"));
        const about = { heading: words("link.version"), text: unsent ?? words("link.pass") };
        if (link) showFreshLink(link, about, words);
      },
    });
  }

  /** A consent is given to somebody: whose address it is, curators judge. */
  async #tellWho({ id }: ListedWish): Promise<void> {
    const { words, api } = this.#options;
    const who = html("#consent-who");
    say(who, words("busy"));
    try {
      const { email } = await (await api()).version(id);
      say(who, email === null ? words("consent.nobody") : words("consent.who", { email }));
    } catch (error) {
      say(who, saying(reasonOf(error), words));
    }
  }

  #refuse(version: ListedWish): void {
    const { words, api } = this.#options;
    say(html("#refuse-what"), version.doi ?? version.record);
    const field = the("#refuse-words", HTMLTextAreaElement);
    const dialog = ask("#refuse", {
      words,
      isFit: () => judged("refuse-words", ({ value }) => value.trim() !== ""),
      act: async () => {
        const { mailed } = await (await api()).refuse(version.id, field.value.trim());
        dialog.close();
        field.value = "";
        await this.#done(words(mailed ? "refuse.mailed" : "refuse.done"));
      },
    });
  }

  async #done(sentence: string): Promise<void> {
    say(html("#versions-done"), sentence);
    html("#versions-heading").focus();
    await this.read();
  }
}
