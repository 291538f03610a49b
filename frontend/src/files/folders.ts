// What was chosen or dropped, folders opened: every file with its path in them. Files that the
// computer puts into folders for itself are left out. Knows no upload.
import { type Dropped, type FileAt, isOfTheSystem, MOST_IN_FOLDERS, Overfull } from "./dropped.ts";
import type { FoldersRead } from "./folder-reading.ts";
import { noteDropped } from "./picked.ts";

const NOTHING: Dropped = { files: [], folders: [], bare: [], skipped: [], unread: [] };

/** By a button: the browser says where in the folder a file lies, if there is one. */
export function fromInput(chosen: readonly File[]): Dropped {
  const all = chosen.map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  const inside = all.map(({ path }) => path).filter((path) => path.includes("/"));
  const folders = [...new Set(inside.map((path) => path.slice(0, path.indexOf("/"))))];
  if (folders.length > 0 && all.length > MOST_IN_FOLDERS.files)
    return { ...NOTHING, overfull: folders };
  const isNoData = ({ path, file }: FileAt) => path.includes("/") && isOfTheSystem(file.name);
  const skipped = all.filter(isNoData).map(({ path }) => path);
  return { ...NOTHING, files: all.filter((one) => !isNoData(one)), folders, skipped };
}

/** Call it while the drop is told of: a moment later the browser has forgotten what it was. */
export async function sortDropped(items: Iterable<DataTransferItem>): Promise<Dropped> {
  const folders: FileSystemDirectoryEntry[] = [];
  const loose: File[] = [];
  for (const item of items) {
    if (item.kind !== "file") continue;
    const entry = item.webkitGetAsEntry?.();
    const file = entry?.isDirectory ? null : item.getAsFile();
    if (entry?.isDirectory) folders.push(entry as FileSystemDirectoryEntry);
    if (file) loose.push(file);
    if (file) noteDropped(item, file);
  }
  const are = await Promise.all(loose.map(isFolder));
  const unread = loose.filter((_, index) => are[index]).map(({ name }) => name);
  const files = loose.filter((_, index) => !are[index]);
  const read = folders.length > 0 ? await opened(folders) : NOTHING;
  return {
    ...read,
    files: [...files.map((file) => ({ file, path: file.name })), ...read.files],
    folders: read.overfull ? [] : namesOf(folders).filter((name) => !read.unread.includes(name)),
    unread: [...unread, ...read.unread],
  };
}

async function opened(folders: readonly FileSystemDirectoryEntry[]): Promise<FoldersRead> {
  try {
    const { readFolders } = await import("./folder-reading.ts");
    return await readFolders(folders);
  } catch (error) {
    if (error instanceof Overfull) return { ...NOTHING, overfull: namesOf(folders) };
    return { ...NOTHING, unread: namesOf(folders) };
  }
}

function namesOf(folders: readonly FileSystemDirectoryEntry[]): string[] {
  return folders.map(({ name }) => name);
}

/** Where the browser does not say: without a type, which a folder never has, and not to be read. */
async function isFolder(file: File): Promise<boolean> {
  if (file.type !== "") return false;
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(() => false)
    .catch(() => true);
}
