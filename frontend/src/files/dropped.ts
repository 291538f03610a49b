// What came in by choosing or dropping, as the rest of the page takes it. Shapes, and what is no data.

/** A file with the path it has in what was chosen. */
export interface FileAt {
  readonly file: File;
  readonly path: string;
}

export interface Dropped {
  readonly files: readonly FileAt[];
  /** Names of the folders that were chosen whole. */
  readonly folders: readonly string[];
  /** Paths of folders with nothing inside. */
  readonly bare: readonly string[];
  /** Paths of what the computer made: no data. */
  readonly skipped: readonly string[];
  /** Paths of folders, or files in them, that can't be read here. */
  readonly unread: readonly string[];
  /** Names of folders of which nothing is taken: they hold more than a page can. */
  readonly overfull?: readonly string[];
}

/** Beyond that, reading and listing would make the page stand still. */
export const MOST_IN_FOLDERS = { files: 200_000, depth: 100 } as const;

export class Overfull extends Error {}

const OF_THE_SYSTEM = [".ds_store", "thumbs.db", "desktop.ini"];

export function isOfTheSystem(name: string): boolean {
  return OF_THE_SYSTEM.includes(name.toLowerCase());
}
