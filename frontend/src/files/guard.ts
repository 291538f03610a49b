// While something is under way: closing the page asks first, and the screen's sleep, which would
// stop the upload on many devices, is held off where the browser can do that.
export class Guard {
  #busy = false;
  #resting = false;
  #released = false;
  #lock: WakeLockSentinel | null = null;

  constructor() {
    addEventListener("beforeunload", (event) => {
      if (this.#busy) event.preventDefault();
    });
    // The lock is lost whenever the page is hidden.
    document.addEventListener("visibilitychange", () => void this.#hold());
  }

  /** The deposit was sent: nothing asks any more, whatever a late change still says. */
  release(): void {
    this.busy = false;
    this.#released = true;
  }

  set busy(busy: boolean) {
    if (busy === this.#busy || this.#released) return;
    this.#busy = busy;
    void this.#hold();
  }

  /** Paused: nothing is to be held awake for it. */
  set resting(resting: boolean) {
    if (resting === this.#resting) return;
    this.#resting = resting;
    void this.#hold();
  }

  async #hold(): Promise<void> {
    if (!("wakeLock" in navigator)) return;
    try {
      if (!this.#busy || this.#resting) await this.#lock?.release();
      else if (document.visibilityState === "visible") {
        this.#lock = await navigator.wakeLock.request("screen");
      }
    } catch {
      // A weak battery may forbid it: the upload goes on without.
    }
  }
}
