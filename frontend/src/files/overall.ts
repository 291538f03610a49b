// How far all files together are: in words, in the bar, in the tab's title, and spoken now and then;
// and the button that pauses them.
import { button, html, say, show, the } from "../page/elements.ts";
import { bytes, duration, percent } from "../page/figures.ts";
import { speak } from "../page/spoken.ts";
import type { PageTitle } from "../page/title.ts";
import type { Words } from "../page/words.ts";
import { isSending } from "../upload/state.ts";
import type { UploadsSnapshot } from "../upload/uploads.ts";
import { SpokenSteps } from "./spoken-steps.ts";

export class Overall {
  readonly #words: Words;
  readonly #title: PageTitle;
  readonly #steps = new SpokenSteps();
  #wasGoing = false;
  #wasStalled = false;
  #paused = false;

  constructor(words: Words, title: PageTitle, pause: (paused: boolean) => void) {
    this.#words = words;
    this.#title = title;
    button("#pause").addEventListener("click", () => pause(!this.#paused));
  }

  show(snapshot: UploadsSnapshot): void {
    const { files, totals, going, paused } = snapshot;
    const done = percent(totals.sentBytes, totals.bytes);
    const staged = files.length > 0 && files.every((file) => file.state === "staged");
    const sentence = staged ? this.#done(files.length, totals.bytes) : this.#moving(snapshot);
    say(html(".overall-text"), sentence);
    show(html("#overall"), files.length > 0 && (going || staged));
    html("#overall").toggleAttribute("data-held", paused);
    this.#bar(totals.bytes > 0 ? totals.sentBytes / totals.bytes : 0, going);
    show(html("#bar-upload"), going);
    const outlook = this.#outlook(snapshot, "files.stalled.short");
    say(html("#bar-upload"), [`${done} %`, ...outlook].join(" · "));
    this.#title.percent = going ? done : null;
    this.#title.aside = paused ? this.#words("files.held") : null;
    this.#offerPause(snapshot);
    this.#speak(snapshot, done, staged);
  }

  #bar(share: number, going: boolean): void {
    for (const selector of ["#overall progress", ".bar-progress"]) {
      const progress = the(selector, HTMLProgressElement);
      progress.value = share;
      show(progress, going);
    }
  }

  /** Once all is sent there is nothing to pause. */
  #offerPause({ files, paused }: UploadsSnapshot): void {
    const tool = button("#pause");
    this.#paused = paused;
    const had = tool === document.activeElement;
    const isUseful = paused || files.some(({ state }) => isSending(state));
    say(html("span", tool), this.#words(paused ? "files.resume" : "files.pause"));
    show(tool, isUseful);
    if (had && !isUseful) html("#section-files").focus();
  }

  #done(n: number, count: number): string {
    return this.#words("files.done", { n, all: bytes(count) });
  }

  #moving(snapshot: UploadsSnapshot): string {
    const { bytes: all, sentBytes } = snapshot.totals;
    const said = this.#words("files.overall", { done: bytes(sentBytes), all: bytes(all) });
    // When all is sent it is still checked: there is nothing left to tell a time for.
    if (sentBytes >= all) return [said, this.#words("files.completing")].join(" · ");
    return [said, ...this.#rate(snapshot), ...this.#outlook(snapshot, "files.stalled")].join(" · ");
  }

  #rate({ totals: { rate }, paused, stalled }: UploadsSnapshot): string[] {
    if (rate === null || paused || stalled) return [];
    return [this.#words("files.rate", { rate: bytes(rate) })];
  }

  #outlook({ totals, paused, stalled }: UploadsSnapshot, noLine: string): string[] {
    if (paused) return [this.#words("files.held")];
    if (stalled) return [this.#words(noLine)];
    if (totals.secondsLeft === null || totals.sentBytes >= totals.bytes) return [];
    return [this.#words("files.left", { time: duration(totals.secondsLeft, this.#words) })];
  }

  #speak({ going, paused, stalled }: UploadsSnapshot, done: number, staged: boolean): void {
    const step = going ? this.#steps.passed(done) : null;
    if (step !== null) speak(this.#words("files.spoken", { percent: step }));
    if (stalled && !this.#wasStalled && !paused) speak(this.#words("files.stalled"));
    if (this.#wasGoing && staged && !going) speak(this.#words("files.spoken.done"));
    this.#wasGoing = going;
    this.#wasStalled = stalled;
  }
}
