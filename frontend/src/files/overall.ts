// How far all files together are: in words, in the bar, in the tab's title, and spoken now and then.
import { html, say, show, the } from "../page/elements.ts";
import { bytes, duration, percent } from "../page/figures.ts";
import { speak } from "../page/spoken.ts";
import type { PageTitle } from "../page/title.ts";
import type { Words } from "../page/words.ts";
import type { UploadsSnapshot } from "../upload/uploads.ts";

const SPOKEN_EVERY = 10;

/** Which steps of ten per cent have been passed since they were last spoken of. */
export class SpokenSteps {
  #last = 0;

  /** The step to speak of, or null; a new beginning starts over. */
  passed(done: number): number | null {
    const step = Math.floor(done / SPOKEN_EVERY) * SPOKEN_EVERY;
    if (step === this.#last) return null;
    const isFurther = step > this.#last;
    this.#last = step;
    return isFurther && step < 100 ? step : null;
  }
}

export class Overall {
  readonly #words: Words;
  readonly #title: PageTitle;
  readonly #steps = new SpokenSteps();
  #wasBusy = false;

  constructor(words: Words, title: PageTitle) {
    this.#words = words;
    this.#title = title;
  }

  show({ files, totals, busy }: UploadsSnapshot): void {
    const done = percent(totals.sentBytes, totals.bytes);
    const share = totals.bytes > 0 ? totals.sentBytes / totals.bytes : 0;
    const staged = files.length > 0 && files.every((file) => file.state === "staged");
    const sentence = staged ? this.#done(files.length, totals.bytes) : this.#moving(totals);
    say(html(".overall-text"), sentence);
    show(html("#overall"), files.length > 0 && (busy || staged));
    this.#bar(share, busy);
    show(html("#bar-upload"), busy);
    say(html("#bar-upload"), [`${done} %`, ...this.#left(totals)].join(" · "));
    this.#title.percent = busy ? done : null;
    this.#speak(done, busy, staged);
  }

  #bar(share: number, busy: boolean): void {
    for (const selector of ["#overall progress", ".bar-progress"]) {
      const progress = the(selector, HTMLProgressElement);
      progress.value = share;
      show(progress, busy);
    }
  }

  #done(n: number, count: number): string {
    return this.#words("files.done", { n, all: bytes(count) });
  }

  #moving(totals: UploadsSnapshot["totals"]): string {
    const { bytes: all, sentBytes, rate } = totals;
    const said = [this.#words("files.overall", { done: bytes(sentBytes), all: bytes(all) })];
    // When all is sent it is still checked: there is nothing left to tell a time for.
    if (sentBytes >= all) return [...said, this.#words("files.completing")].join(" · ");
    if (rate !== null) said.push(this.#words("files.rate", { rate: bytes(rate) }));
    return [...said, ...this.#left(totals)].join(" · ");
  }

  #left({ secondsLeft, bytes: all, sentBytes }: UploadsSnapshot["totals"]): string[] {
    if (secondsLeft === null || sentBytes >= all) return [];
    return [this.#words("files.left", { time: duration(secondsLeft, this.#words) })];
  }

  #speak(done: number, busy: boolean, staged: boolean): void {
    const step = busy ? this.#steps.passed(done) : null;
    if (step !== null) speak(this.#words("files.spoken", { percent: step }));
    if (this.#wasBusy && staged && !busy) speak(this.#words("files.spoken.done"));
    this.#wasBusy = busy;
  }
}
