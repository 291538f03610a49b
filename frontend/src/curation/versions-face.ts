// Who asks to go on with a published record: each with its words, to be consented to or refused.
import { button, copyOf, html, say, show, the } from "../page/elements.ts";
import { saying } from "../page/saying.ts";
import type { Words } from "../page/words.ts";
import { reasonOf } from "../problem.ts";
import type { AskedVersion } from "./answers.ts";
import type { CurationApi } from "./api.ts";
import { ask } from "./asking.ts";
import { sayAge } from "./list-rows.ts";

export interface VersionsOptions {
  readonly words: Words;
  readonly api: () => Promise<Pick<CurationApi, "versions" | "decide">>;
}

type Verdict = "consent" | "refuse";

export class VersionsFace {
  readonly #options: VersionsOptions;

  constructor(options: VersionsOptions) {
    this.#options = options;
  }

  async read(): Promise<void> {
    try {
      const { versions } = await (await this.#options.api()).versions();
      this.#fail(null);
      this.#draw(versions);
    } catch (error) {
      this.#fail(error);
    }
  }

  #draw(versions: readonly AskedVersion[]): void {
    html("#versions").replaceChildren(...versions.map((each) => this.#one(each)));
    show(html("#versions-empty"), versions.length === 0);
    const badge = html("[data-face=versions] [data-count]");
    say(badge, String(versions.length));
    show(badge, versions.length > 0);
  }

  #one(version: AskedVersion): HTMLElement {
    const { words } = this.#options;
    const made = copyOf(the("#asked-version", HTMLTemplateElement));
    say(html("[data-kind]", made), words(`asked.${version.kind}`));
    sayAge(the("time", HTMLTimeElement, made), version.asked);
    const link = the("a", HTMLAnchorElement, made);
    say(link, version.title || version.record);
    if (/^https?:\/\//.test(version.record)) link.href = version.record;
    say(html("[data-words]", made), version.words);
    show(html("[data-words]", made), version.words !== "");
    for (const verdict of ["consent", "refuse"] as const) {
      button(`[data-verdict=${verdict}]`, made).onclick = () => this.#decide(version, verdict);
    }
    return made;
  }

  #decide(version: AskedVersion, verdict: Verdict): void {
    const { words, api } = this.#options;
    say(html("#decide-heading"), words(`decide.${verdict}`));
    say(html("#decide-text"), version.title || version.record);
    say(html("#decide [data-yes]"), words(`decide.${verdict}.yes`));
    const field = the("#decide-words", HTMLTextAreaElement);
    const dialog = ask("#decide", {
      words,
      act: async () => {
        await (await api()).decide(version.id, verdict, field.value.trim());
        dialog.close();
        field.value = "";
        say(html("#versions-done"), words(`decide.${verdict}.done`));
        html("#versions-heading").focus();
        await this.read();
      },
    });
  }

  #fail(error: unknown): void {
    const sentence = error === null ? "" : saying(reasonOf(error), this.#options.words);
    say(html("#versions-error"), sentence);
    show(html("#versions-error"), sentence !== "");
  }
}
