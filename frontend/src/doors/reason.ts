// Why an account does not open a deposit: what is said of the very field, where something is.
import { ApiProblem, reasonOf } from "../problem.ts";
import type { Sentence } from "../sentence.ts";

export function reasonAtDoor(error: unknown): Sentence {
  const told = error instanceof ApiProblem ? error.errors : [];
  return told[0]?.message ?? reasonOf(error);
}
