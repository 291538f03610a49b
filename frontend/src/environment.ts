// Time, chance and the line, as the rest may see them, so that a test can hold them in its hand.

export interface Environment {
  now(): number;
  /** Calls `action` once after `ms`; the answer calls it off. */
  after(ms: number, action: () => void): () => void;
  /** From 0 up to, but without, 1. */
  random(): number;
  isOnline(): boolean;
  /** Calls `action` each time the line comes back; the answer ends that. */
  onOnline(action: () => void): () => void;
  /** Calls `action` when there is reason to look again: the line is back, somebody looks at the
   *  page, or the computer has slept, and then with true; the answer ends that. */
  onWake(action: (slept: boolean) => void): () => void;
}

export const browserEnvironment: Environment = {
  now: () => performance.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  isOnline: () => navigator.onLine,
  onOnline: (action) => {
    addEventListener("online", action);
    return () => removeEventListener("online", action);
  },
  onWake: (action) => {
    let seen = Date.now();
    const look = () => {
      const away = Date.now() - seen;
      seen = Date.now();
      return away > SLEPT;
    };
    const wake = () => document.visibilityState === "visible" && action(look());
    const timer = setInterval(() => look() && action(true), LOOK_EVERY);
    for (const name of WAKING) addEventListener(name, wake);
    return () => {
      clearInterval(timer);
      for (const name of WAKING) removeEventListener(name, wake);
    };
  },
};

/** `visibilitychange` rises from the document to the window. */
const WAKING = ["online", "pageshow", "visibilitychange"];
const LOOK_EVERY = 5000;
/** Longer than browsers hold back the timers of a page nobody looks at, which is a minute. */
const SLEPT = 90_000;

/** Settles when `arrange` calls back, or rejects with the signal's reason; tidies up either way. */
function until(
  arrange: (done: () => void) => () => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const undo = arrange(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    });
    const abort = () => {
      undo();
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", abort, { once: true });
  });
}

export function sleep(environment: Environment, ms: number, signal?: AbortSignal): Promise<void> {
  return until((done) => environment.after(ms, done), signal);
}

/** A sleep that ends as soon as there is reason to look again. */
export function nap(environment: Environment, ms: number, signal?: AbortSignal): Promise<void> {
  return until((done) => {
    const end = () => {
      callOff();
      undo();
      done();
    };
    const undo = environment.onWake(end);
    const callOff = environment.after(ms, end);
    return () => {
      callOff();
      undo();
    };
  }, signal);
}

export async function online(environment: Environment, signal?: AbortSignal): Promise<void> {
  if (environment.isOnline()) return;
  await until((done) => {
    const undo = environment.onOnline(() => {
      undo();
      done();
    });
    return undo;
  }, signal);
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

/** How long to wait after `failures` of them: twice as long each time, and never all at once. */
export function backOff(environment: Environment, failures: number): number {
  const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1));
  return longest * (0.5 + environment.random() / 2);
}
