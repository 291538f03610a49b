// Asks the service again for as long as a train takes through a tunnel, and longer: no answer says
// nothing about the file. What the service refuses is refused.
import { backOff, type Environment, nap, online } from "../environment.ts";
import { ApiProblem, Unreachable } from "../problem.ts";
import type { Trouble } from "./trouble.ts";

/** With the longest wait of half a minute, some hours. */
const WITHOUT_ANSWER = 500;
/** Each after the several tries that every call has by itself. */
const WITH_ERRORS = 4;
/** While the storage puts a file together, it is looked for ever less often, down to this. */
const LONGEST_LOOK = 15_000;

export interface Waiting {
  readonly environment: Environment;
  readonly trouble: Trouble;
}

export async function patiently<T>(
  ask: () => Promise<T>,
  { environment, trouble }: Waiting,
  signal: AbortSignal,
): Promise<T> {
  let end = () => {};
  try {
    for (let failures = 1; ; failures++) {
      try {
        return await ask();
      } catch (error) {
        signal.throwIfAborted();
        if (failures >= most(error)) throw error;
        if (failures === 1 && error instanceof Unreachable) end = trouble.begin();
        await nap(environment, backOff(environment, failures), signal);
        await online(environment, signal);
      }
    }
  } finally {
    end();
  }
}

/** The wait before look number `looks`, from 1 on. */
export function untilNextLook(
  looks: number,
  environment: Environment,
  signal: AbortSignal,
): Promise<void> {
  return nap(environment, Math.min(LONGEST_LOOK, backOff(environment, looks)), signal);
}

function most(error: unknown): number {
  if (error instanceof Unreachable) return WITHOUT_ANSWER;
  if (error instanceof ApiProblem && (error.isPassing || error.status >= 500)) return WITH_ERRORS;
  return 0;
}
