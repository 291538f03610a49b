// What was chosen, as an archive: every path written one way, and no two the same.
import type { Dropped } from "../files/dropped.ts";
import { type Packed, ZipSource } from "./zip-source.ts";

export function packed({ files, bare }: Pick<Dropped, "files" | "bare">): ZipSource {
  const byPath = new Map<string, Packed>();
  for (const { file, path } of files) {
    const free = freePath(path, byPath);
    byPath.set(free, { file, path: free });
  }
  return new ZipSource(
    [...byPath.values()],
    bare.map((path) => path.normalize("NFC")),
  );
}

/** Two loose files may have one name, and a disk may tell two spellings of an accent apart. */
function freePath(path: string, taken: ReadonlyMap<string, unknown>): string {
  const normal = path.normalize("NFC");
  let free = normal;
  for (let number = 2; taken.has(free); number++)
    free = normal.replace(/(\.[^./]*)?$/, `-${number}$1`);
  return free;
}
