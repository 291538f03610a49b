// The editor in a field's place: formatted, or Markdown in the plain box, and the way between them.
// The box goes on holding the words and their format; the rest of the form looks only there.
import { boxOf, type Format, formatOf, type RichEditor } from "../form/rich-box.ts";
import { copyOf, html, say, show, the } from "../page/elements.ts";
import { speak } from "../page/spoken.ts";
import { addStyle } from "../page/styles.ts";
import type { Words } from "../page/words.ts";
import { clean, type Lost } from "./clean.ts";
import { Count } from "./count.ts";
import style from "./editor.css?url";
import { FormattedText } from "./formatted-text.ts";
import { LossQuestion } from "./loss-question.ts";
import { toMarkdown } from "./to-markdown.ts";
import { prefer, preferred, WaySwitch } from "./way-switch.ts";

export async function edit(field: HTMLElement, words: Words): Promise<RichEditor> {
  await addStyle(style, import.meta.url);
  return new Editor(field, words);
}

/** One text in both formats: going there and back again changes nothing. */
interface Pair {
  readonly html: string;
  readonly markdown: string;
}

class Editor implements RichEditor {
  readonly #field: HTMLElement;
  readonly #box: HTMLTextAreaElement;
  readonly #frame: HTMLElement;
  readonly #words: Words;
  readonly #text: FormattedText;
  readonly #count: Count;
  readonly #switch: WaySwitch;
  readonly #question: LossQuestion;
  #pair: Pair = { html: "", markdown: "" };
  #isComposing = false;

  constructor(field: HTMLElement, words: Words) {
    this.#field = field;
    this.#words = words;
    this.#box = boxOf(field);
    this.#frame = copyOf(the("#rich-editor", HTMLTemplateElement));
    this.#box.before(this.#frame);
    this.#box.after(html("[data-rich-foot]", this.#frame));
    this.#text = new FormattedText(this.#frame, this.#box, {
      words,
      // Being hidden is a change to the library too.
      changed: (value) => this.#way === "html" && this.#write("html", value),
      dropped: (lost) => this.#tellOf(lost),
    });
    this.#count = new Count(field, words);
    this.#switch = new WaySwitch(this.#frame, (way) => void this.#choose(way));
    this.#question = new LossQuestion(this.#frame, words);
    this.#listen();
    void this.rewritten();
  }

  #listen(): void {
    this.#box.addEventListener("input", () => this.#count.refresh());
    for (const name of ["compositionstart", "compositionend"]) {
      this.#box.addEventListener(name, () => {
        this.#isComposing = name === "compositionstart";
      });
    }
    this.#field.addEventListener("focusout", ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && this.#field.contains(relatedTarget))) this.#note("");
    });
    // The label belongs to the box, which is hidden while the editor shows.
    html(":scope > .label", this.#field).addEventListener("click", () => {
      if (this.#way === "html") this.#text.focus();
    });
  }

  get #way(): Format | "" {
    return this.#box.hidden ? "html" : this.#frame.hidden ? "" : "markdown";
  }

  /** Words typed while the editor was on its way are taken along. Older Markdown stays as it is. */
  async entered(before: string): Promise<void> {
    if (this.#way !== "") return;
    if (preferred() === "markdown" || before.trim() !== "") this.#show("markdown");
    else await this.#toFormatted();
  }

  async rewritten(): Promise<void> {
    this.#count.refresh();
    if (formatOf(this.#box) === "html") {
      this.#text.value = this.#box.value;
      this.#show("html");
    } else this.#show(this.#way === "" || this.#box.value === "" ? "" : "markdown");
  }

  async #choose(way: Format): Promise<void> {
    if (way === this.#way) return;
    prefer(way);
    if (way === "html") await this.#toFormatted();
    else this.#toMarkdown();
  }

  async #toFormatted(): Promise<void> {
    const reader = await import("./from-markdown.ts").catch(() => null);
    if (!reader) {
      this.#note(this.#words("rich.away"));
      return;
    }
    // A word that is being composed belongs to the box until it is whole.
    if (this.#isComposing) return;
    const hadFocus = this.#field.contains(document.activeElement);
    const markdown = this.#box.value;
    const { html, markdown: known } = this.#pair;
    this.#text.value = markdown === known ? html : reader.fromMarkdown(markdown);
    this.#pair = { html: this.#text.value, markdown };
    this.#show("html");
    this.#write("html", this.#text.value);
    if (hadFocus) this.#text.focusAtEnd(/ $/.exec(markdown)?.[0]);
  }

  #toMarkdown(): void {
    const html = this.#text.value;
    if (html === this.#pair.html) {
      this.#useMarkdown(this.#pair.markdown);
      return;
    }
    const { text, lost } = toMarkdown(clean(html).nodes);
    const use = () => {
      this.#pair = { html, markdown: text };
      this.#useMarkdown(text);
    };
    if (lost.length === 0) use();
    else this.#question.ask(lost, use, () => this.#show("html"));
  }

  #useMarkdown(text: string): void {
    this.#show("markdown");
    this.#write("markdown", text);
    this.#box.focus();
  }

  #write(format: Format, text: string): void {
    if (formatOf(this.#box) === format && this.#box.value === text) return;
    this.#box.dataset.format = format;
    this.#box.value = text;
    this.#box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** "": neither yet, so that the plain box stands there as it did. */
  #show(way: Format | ""): void {
    const isWrong = this.#field.querySelector("[aria-invalid=true]") !== null;
    show(this.#frame, way !== "");
    show(this.#box, way !== "html");
    this.#text.show(way === "html");
    this.#frame.dataset.way = way;
    this.#switch.show(way === "markdown" ? "markdown" : "html");
    this.#label(way === "html");
    for (const control of [this.#box, this.#text.root]) control.removeAttribute("aria-invalid");
    if (isWrong) (way === "html" ? this.#text.root : this.#box).ariaInvalid = "true";
    show(html("[data-rich-missing]", this.#field), false);
  }

  #label(isFormatted: boolean): void {
    const label = the(":scope > label", HTMLLabelElement, this.#field);
    if (isFormatted) label.removeAttribute("for");
    else label.htmlFor = this.#box.id;
  }

  #tellOf(lost: readonly Lost[]): void {
    this.#note(lost.map((what) => this.#words(`rich.dropped.${what}`)).join(" "));
  }

  #note(sentence: string): void {
    const note = html("[data-rich-note]", this.#field);
    say(note, sentence);
    show(note, sentence !== "");
    if (sentence) speak(sentence);
  }
}
