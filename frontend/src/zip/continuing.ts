// Which of the uploads that stopped goes on with what was chosen now. Pure.
import type { Dropped } from "../files/dropped.ts";
import { filesInside } from "../upload/archive-type.ts";
import { isStopped } from "../upload/state.ts";
import type { FileSnapshot } from "../upload/uploads.ts";
import { archiveName } from "./names.ts";
import { packed } from "./packing.ts";
import type { ZipSource } from "./zip-source.ts";

export interface Begun {
  readonly file: ZipSource;
  readonly path: string;
}

export function isBegunSingly({ files }: Dropped, listed: readonly FileSnapshot[]): boolean {
  const begun = new Set(stopped(listed).map(({ path }) => path));
  return files.some(({ path }) => begun.has(path.normalize("NFC")));
}

/** The same names and sizes make an archive of the same size: what differs inside is sent anew. */
export function begunArchive(dropped: Dropped, listed: readonly FileSnapshot[]): Begun | null {
  const begun = stopped(listed).filter(({ type }) => filesInside(type) === dropped.files.length);
  if (begun.length === 0) return null;
  for (const way of waysOf(dropped)) {
    const file = packed(way);
    const one = begun.find(({ size }) => size === file.size);
    if (one) return { file, path: one.path };
  }
  return null;
}

/** The archive that was begun of a folder of this name, but with other files. */
export function otherArchive({ folders }: Dropped, listed: readonly FileSnapshot[]): string | null {
  const archives = stopped(listed).filter(({ type }) => filesInside(type) !== null);
  const names = folders.map(archiveName);
  return archives.find(({ path }) => names.includes(path))?.path ?? null;
}

/** A button tells of no empty folders, and files chosen singly lie in none. */
function* waysOf(dropped: Dropped): Generator<Pick<Dropped, "files" | "bare">> {
  yield dropped;
  yield { files: dropped.files, bare: [] };
  const inside = dropped.files.map(({ file, path }) => ({
    file,
    path: path.replace(/^.*?\//, ""),
  }));
  if (dropped.folders.length > 0) yield { files: inside, bare: [] };
}

function stopped(listed: readonly FileSnapshot[]): FileSnapshot[] {
  return listed.filter(({ state }) => isStopped(state));
}
