// How files that were chosen go into the list: one by one, as one archive, or as what was begun
// before and goes on. Asks the person where there is a choice. Loaded when there may be one.
import type { Dropped } from "../files/dropped.ts";
import { saying } from "../page/saying.ts";
import type { Words } from "../page/words.ts";
import type { Sentence } from "../sentence.ts";
import type { Chosen, FileSnapshot } from "../upload/uploads.ts";
import { begunArchive, isBegunSingly, otherArchive } from "./continuing.ts";
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
  const other = otherArchive(dropped, desk.files);
  const fault = (name: string) => faultOf(name, zip, desk);
  const answer = await ask({ dropped, proposal, other, words: desk.words, fault });
  if (!answer) return null;
  return answer.way === "zip" ? [{ file: zip, path: answer.name }] : dropped.files;
}

function faultOf(name: string, zip: ZipSource, { list, words }: Desk): Sentence | null {
  const [refused] = list.check([{ file: zip, path: name }]);
  return refused ? saying(refused.reason.message, words) : null;
}
