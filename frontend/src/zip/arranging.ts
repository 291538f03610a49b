// How files that were chosen go into the list: one by one, as one archive, or as what was begun
// before and goes on. Asks the person where there is a choice. Loaded when there may be one.
import type { Dropped } from "../files/folders.ts";
import { saying } from "../page/saying.ts";
import type { Words } from "../page/words.ts";
import type { Sentence } from "../sentence.ts";
import { filesInside } from "../upload/archive-type.ts";
import type { Chosen, FileSnapshot } from "../upload/uploads.ts";
import { packed } from "./packing.ts";
import { type List, propose } from "./proposal.ts";
import { ask } from "./question.ts";
import type { ZipSource } from "./zip-source.ts";

export interface Desk {
  readonly words: Words;
  readonly list: List;
  readonly files: readonly FileSnapshot[];
}

/** Null: the person would rather not. */
export async function arrange(dropped: Dropped, desk: Desk): Promise<readonly Chosen[] | null> {
  if (isBegunSingly(dropped, desk.files)) return dropped.files;
  const begun = begunArchive(dropped, desk.files);
  if (begun) return [begun];
  const proposal = propose(dropped, desk.list);
  if (!proposal) return dropped.files;
  const { zip } = proposal;
  const fault = (name: string) => faultOf(name, zip, desk);
  const answer = await ask({ dropped, proposal, words: desk.words, fault });
  if (!answer) return null;
  return answer.way === "zip" ? [{ file: zip, path: answer.name }] : dropped.files;
}

const STOPPED: readonly FileSnapshot["state"][] = ["waiting", "failed"];

/** Chosen again, to go on. */
function isBegunSingly({ files }: Dropped, listed: readonly FileSnapshot[]): boolean {
  const begun = new Set(stopped(listed).map(({ path }) => path));
  return files.some(({ path }) => begun.has(path.normalize("NFC")));
}

/** The same names and sizes make an archive of the same size: what differs inside is sent anew. */
function begunArchive(dropped: Dropped, listed: readonly FileSnapshot[]): Chosen | null {
  const archives = stopped(listed).filter(({ type }) => filesInside(type) === dropped.files.length);
  if (archives.length === 0) return null;
  const file = packed(dropped);
  const begun = archives.find(({ size }) => size === file.size);
  return begun ? { file, path: begun.path } : null;
}

function stopped(listed: readonly FileSnapshot[]): FileSnapshot[] {
  return listed.filter(({ state }) => STOPPED.includes(state));
}

function faultOf(name: string, zip: ZipSource, { list, words }: Desk): Sentence | null {
  const [refused] = list.check([{ file: zip, path: name }]);
  return refused ? saying(refused.reason.message, words) : null;
}
