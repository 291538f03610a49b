// A line of the list as it is read here: with names in place of keys, ids and codes.
import type { SubmissionState } from "../submission.ts";
import type { ListedDeposit } from "./answers.ts";

export interface Row {
  readonly id: string;
  readonly title: string;
  readonly state: SubmissionState;
  readonly created: string;
  readonly changed: string;
  readonly files: number;
  readonly bytes: number;
  readonly problem: ProblemKind | "";
  readonly place: string;
  readonly account: string;
  /** The note of the invitation, or its short id. */
  readonly invitation: string;
  readonly doi: string;
}

/** What a line says of a problem; the deposit itself says it in full. */
const PROBLEM_KINDS = ["account", "refused", "files", "community", "other"] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

const KINDS: readonly (readonly [ProblemKind, RegExp])[] = [
  ["account", /denied|forbids|token|redirect/],
  ["refused", /refused|changed_words|full|draft|review_ended/],
  ["files", /md5|copy|file|completing|uploaded|room_for_task/],
  ["community", /community|curator|public/],
];

export interface Names {
  readonly place: (key: string) => string;
  readonly invitation: (id: string) => string;
}

export function rowOf(listed: ListedDeposit, names: Names): Row {
  const { id, title, state, created, changed, files, bytes, account, doi } = listed;
  return {
    ...{ id, title, state, created, changed, files, bytes },
    problem: listed.problem ? kindOf(listed.problem) : "",
    place: listed.place ? names.place(listed.place) : "",
    account: account ?? "",
    invitation: listed.invitation ? names.invitation(listed.invitation) : "",
    doi: doi ?? "",
  };
}

function kindOf(code: string): ProblemKind {
  return KINDS.find(([, known]) => known.test(code))?.[0] ?? "other";
}

/** Made once for each line: the search keeps what it made of a row, too. */
export class Rows {
  #made = new WeakMap<ListedDeposit, Row>();
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  /** Other names are known now. */
  renamed(): void {
    this.#made = new WeakMap();
  }

  of(all: readonly ListedDeposit[]): Row[] {
    return all.map((listed) => {
      const row = this.#made.get(listed) ?? rowOf(listed, this.#names);
      this.#made.set(listed, row);
      return row;
    });
  }
}
