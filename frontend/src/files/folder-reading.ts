// Opens folders that were dropped, with all there is in them, up to what a page can hold. Loaded
// when one is.
import { type Dropped, isOfTheSystem, MOST_IN_FOLDERS, Overfull } from "./dropped.ts";

export type FoldersRead = Omit<Dropped, "folders">;

type Lists = Omit<FoldersRead, "overfull">;
type Found = { -readonly [K in keyof Lists]: Lists[K][number][] } & { readonly most: Most };

interface Most {
  readonly files: number;
  readonly depth: number;
}

export async function readFolders(
  folders: readonly FileSystemDirectoryEntry[],
  most: Most = MOST_IN_FOLDERS,
): Promise<FoldersRead> {
  const found: Found = { files: [], bare: [], skipped: [], unread: [], most };
  await Promise.all(folders.map((folder) => open(folder, found)));
  // They come as the disk is fast; the same folder is to look the same each time.
  found.files.sort((one, other) => (one.path < other.path ? -1 : 1));
  for (const paths of [found.bare, found.skipped, found.unread]) paths.sort();
  const { files, bare, skipped, unread } = found;
  return { files, bare, skipped, unread };
}

async function open(folder: FileSystemDirectoryEntry, found: Found): Promise<void> {
  try {
    if (pathOf(folder).split("/").length > found.most.depth) throw new Overfull();
    const children = await childrenOf(folder, found);
    const [skipped, wanted] = [children.filter(isNoData), children.filter((one) => !isNoData(one))];
    found.skipped.push(...skipped.map(pathOf));
    if (wanted.length === 0) found.bare.push(pathOf(folder));
    await Promise.all(wanted.map((child) => take(child, found)));
  } catch (error) {
    if (error instanceof Overfull) throw error;
    found.unread.push(pathOf(folder));
  }
}

async function take(entry: FileSystemEntry, found: Found): Promise<void> {
  if (entry.isDirectory) return open(entry as FileSystemDirectoryEntry, found);
  try {
    found.files.push({ file: await fileOf(entry as FileSystemFileEntry), path: pathOf(entry) });
  } catch {
    found.unread.push(pathOf(entry));
  }
}

function isNoData({ isFile, name }: FileSystemEntry): boolean {
  return isFile && isOfTheSystem(name);
}

/** The browser gives a hundred or so at a time, and none at the end. */
async function childrenOf(
  folder: FileSystemDirectoryEntry,
  { files, most }: Found,
): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const more = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (more.length === 0) return children;
    children.push(...more);
    if (files.length + children.length > most.files) throw new Overfull();
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** Browsers begin it with a slash. */
function pathOf({ fullPath }: FileSystemEntry): string {
  return fullPath.replace(/^\//, "");
}
