// Asks how far a deposit is: often while it moves, seldom while people decide, never once it ended
// or while nobody looks. Knows no screen.
import { backOff, type Environment } from "../environment.ts";
import { ENDED, type Submission, type SubmissionState } from "../submission.ts";

export interface PollerOptions {
  readonly ask: () => Promise<Submission>;
  readonly environment: Environment;
  readonly onAnswer: (submission: Submission) => void;
  /** `wait` in milliseconds until it asks again; null when it gives up, as with a wrong link. */
  readonly onFailure: (error: unknown, wait: number | null) => void;
  readonly isFinal: (error: unknown) => boolean;
}

const MOVING = 2000;
const WAITING = 15_000;
const SLOWLY = 30_000;
// With more than these before it, nothing happens in a moment.
const SOON = 3;

// A curator may publish the draft all the same, by hand.
const STUCK: readonly SubmissionState[] = ["returned", "needs_attention", "declined"];

/** Until it is worth asking again; null when nothing more will happen by itself. */
export function pause({ state, cancelling, ahead }: Submission): number | null {
  if (ENDED.includes(state)) return null;
  if ((ahead ?? 0) > SOON) return WAITING;
  if (cancelling || state === "submitted" || state === "forwarding") return MOVING;
  return STUCK.includes(state) ? SLOWLY : WAITING;
}

export class Poller {
  readonly #options: PollerOptions;
  #failures = 0;
  #asking = false;
  #visible = true;
  #callOff = () => {};

  constructor(options: PollerOptions) {
    this.#options = options;
    options.environment.onOnline(() => this.#visible && void this.now());
  }

  /** A page that comes to the front is brought up to date at once. */
  set visible(visible: boolean) {
    this.#visible = visible;
    if (visible) void this.now();
    else this.#callOff();
  }

  async now(): Promise<void> {
    if (this.#asking) return;
    this.#callOff();
    this.#asking = true;
    try {
      this.#answered(await this.#options.ask());
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#asking = false;
    }
  }

  /** Also for an answer that came otherwise, as from a button. */
  take(submission: Submission): void {
    this.#callOff();
    this.#answered(submission);
  }

  #answered(submission: Submission): void {
    this.#failures = 0;
    this.#options.onAnswer(submission);
    const wait = pause(submission);
    if (wait !== null) this.#soon(wait);
  }

  #failed(error: unknown): void {
    if (this.#options.isFinal(error)) {
      this.#options.onFailure(error, null);
      return;
    }
    this.#failures += 1;
    const wait = Math.max(MOVING, backOff(this.#options.environment, this.#failures));
    this.#options.onFailure(error, wait);
    this.#soon(wait);
  }

  #soon(ms: number): void {
    if (!this.#visible) return;
    this.#callOff = this.#options.environment.after(ms, () => void this.now());
  }
}
