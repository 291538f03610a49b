// Which steps of ten per cent have been passed since they were last spoken of.

const SPOKEN_EVERY = 10;

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
