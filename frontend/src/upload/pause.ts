// A person's wish that nothing be sent for now. Knows only who waits for its end.

export class Pause {
  readonly #beginnings = new Set<() => void>();
  readonly #ends = new Set<() => void>();
  #isOn = false;

  get isOn(): boolean {
    return this.#isOn;
  }

  begin(): void {
    this.#isOn = true;
    for (const action of [...this.#beginnings]) action();
  }

  end(): void {
    this.#isOn = false;
    for (const action of [...this.#ends]) action();
  }

  /** Calls `action` when a pause begins; the answer ends that. */
  onBegin(action: () => void): () => void {
    this.#beginnings.add(action);
    return () => this.#beginnings.delete(action);
  }

  /** Settles when there is none, or rejects with the signal's reason. */
  async over(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (!this.#isOn) return;
    await new Promise<void>((resolve, reject) => {
      const done = () => {
        this.#ends.delete(done);
        signal.removeEventListener("abort", done);
        if (signal.aborted) reject(signal.reason);
        else resolve();
      };
      this.#ends.add(done);
      signal.addEventListener("abort", done, { once: true });
    });
  }
}
