// Tells folders from files among what is dropped: a folder comes as if it were a file, but cannot
// be read. Where the browser does not say which it is, reading a byte does.

export interface Dropped {
  readonly files: readonly File[];
  /** Their names. */
  readonly folders: readonly string[];
}

/** Call it while the drop is told of: a moment later the browser has forgotten what it was. */
export async function sortDropped(items: Iterable<DataTransferItem>): Promise<Dropped> {
  const folders: string[] = [];
  const files: File[] = [];
  for (const item of items) {
    if (item.kind !== "file") continue;
    const entry = item.webkitGetAsEntry?.();
    const file = entry?.isDirectory ? null : item.getAsFile();
    if (entry?.isDirectory) folders.push(entry.name);
    if (file) files.push(file);
  }
  const are = await Promise.all(files.map(isFolder));
  const unread = files.filter((_, index) => are[index]).map(({ name }) => name);
  return { files: files.filter((_, index) => !are[index]), folders: [...folders, ...unread] };
}

/** Without a type, which a folder never has, and not to be read. */
async function isFolder(file: File): Promise<boolean> {
  if (file.type !== "") return false;
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(() => false)
    .catch(() => true);
}
