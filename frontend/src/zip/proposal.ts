// Whether files are better sent as one archive or one by one, and what would be lost one by one.
// Pure: asks what was chosen and the limits, nobody else.
import type { Dropped, FileAt } from "../files/dropped.ts";
import type { Sentence } from "../sentence.ts";
import type { Limits } from "../submission.ts";
import type { Chosen, Refusal } from "../upload/uploads.ts";
import { archiveName, isTakenAs } from "./names.ts";
import { packed } from "./packing.ts";
import type { ZipSource } from "./zip-source.ts";

export interface Proposal {
  readonly zip: ZipSource;
  readonly name: string;
  readonly best: "zip" | "single";
  /** How many can be sent one by one. */
  readonly taken: number;
  /** Why not all of them can. */
  readonly losses: readonly Sentence[];
}

/** What the list of files says about others that would come into it. */
export interface List {
  readonly limits: Limits;
  check(chosen: readonly Chosen[]): readonly Refusal[];
}

/** Null where an archive is of no help, because it is too large itself. */
export function propose(dropped: Dropped, list: List): Proposal | null {
  const zip = packed(dropped);
  const name = freeName(archiveName(dropped.folders[0]), zip, list);
  const [refused] = list.check([{ file: zip, path: name }]);
  if (refused?.reason.code === "too_large" || refused?.reason.code === "too_many") return null;
  const isTaken = ({ path }: FileAt) => isTakenAs(path);
  const even = dropped.files.filter(isTaken);
  const odd = dropped.files.filter((one) => !isTaken(one));
  const refusals = list.check(even);
  const losses = [...lossesOf(refusals, list.limits)];
  if (odd[0]) losses.push(told("zip.loss.names", odd.length, odd[0].path));
  if (dropped.bare[0]) losses.push(told("zip.loss.bare", dropped.bare.length, dropped.bare[0]));
  const isDeep = even.some(({ path }) => path.split("/").length > 2);
  const best = losses.length > 0 || isDeep ? "zip" : "single";
  return { zip, name, best, taken: even.length - refusals.length, losses };
}

function* lossesOf(refusals: readonly Refusal[], limits: Limits): Generator<Sentence> {
  const of = (code: string) => refusals.filter(({ reason }) => reason.code === code);
  const [empty] = of("empty");
  if (empty) yield told("zip.loss.empty", of("empty").length, empty.path);
  if (of("too_many").length > 0) yield { key: "zip.loss.too_many", values: { n: limits.files } };
  const [large] = of("too_large");
  if (large) yield large.reason.message;
  const [listed] = of("duplicate");
  if (listed) yield told("zip.loss.listed", of("duplicate").length, listed.path);
}

function told(key: string, n: number, name: string): Sentence {
  return { key, values: { n, name: name.split("/").at(-1) ?? name } };
}

/** With a number, if the list has one of that name that this would not continue. */
function freeName(name: string, zip: ZipSource, list: List): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : name.replace(/\.zip$/, `-${number}.zip`);
    const [refused] = list.check([{ file: zip, path: free }]);
    if (!["duplicate", "other_size"].includes(refused?.reason.code ?? "")) return free;
  }
}
