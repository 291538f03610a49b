// The tab's title: the page's own, with what matters most in front.
export class PageTitle {
  readonly #plain = document.title;
  #percent: number | null = null;
  #aside: string | null = null;
  #main: string | null = null;

  /** In place of the plain title, which it may hold; null brings that back. */
  set main(title: string | null) {
    this.#main = title;
    this.#write();
  }

  set percent(percent: number | null) {
    this.#percent = percent;
    this.#write();
  }

  /** What is to be known of the percents, such as that they rest. */
  set aside(words: string | null) {
    this.#aside = words;
    this.#write();
  }

  get plain(): string {
    return this.#plain;
  }

  #write(): void {
    const title = this.#main ?? this.#plain;
    const aside = this.#aside === null ? "" : `, ${this.#aside}`;
    document.title = this.#percent === null ? title : `${this.#percent} %${aside} – ${title}`;
  }
}
