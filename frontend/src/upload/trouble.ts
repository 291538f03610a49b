// How many of those on their way have met a line that does not carry, and try again.

export class Trouble {
  readonly #onChange: () => void;
  #count = 0;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get isThere(): boolean {
    return this.#count > 0;
  }

  /** The answer ends it; it may be called often. */
  begin(): () => void {
    let isOpen = true;
    this.#add(1);
    return () => {
      if (isOpen) this.#add(-1);
      isOpen = false;
    };
  }

  #add(change: number): void {
    this.#count += change;
    this.#onChange();
  }
}
