// Files as this browser lets them be found again after a reload: where it gives more than the bytes,
// a handle, that is noted beside the file. Knows neither list nor upload.

/** What is used of the browser's own, which not every browser has. */
export interface FileHandle extends FileSystemFileHandle {
  queryPermission?(descriptor: { readonly mode: "read" }): Promise<PermissionState>;
  requestPermission?(descriptor: { readonly mode: "read" }): Promise<PermissionState>;
}

interface Picking {
  showOpenFilePicker?(options: { readonly multiple: boolean }): Promise<FileHandle[]>;
}

interface Handed extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** Nobody closes a dialog so fast: the browser, or who runs it, did not let it open. */
const TOO_FAST = 150;

const noted = new WeakMap<File, Promise<FileHandle | null>>();

export function handleOf(file: File): Promise<FileHandle | null> {
  return noted.get(file) ?? Promise.resolve(null);
}

/** Call it while the drop is told of: a moment later the browser has forgotten what it was. */
export function noteDropped(item: DataTransferItem, file: File): void {
  const asked = (item as Handed).getAsFileSystemHandle?.();
  if (asked !== undefined)
    noted.set(
      file,
      asked.then(ofFile, () => null),
    );
}

export function canPick(): boolean {
  return "showOpenFilePicker" in window;
}

/** What a person chooses; nothing if they think better of it. */
export async function pick(multiple: boolean): Promise<File[]> {
  const began = performance.now();
  try {
    const handles = await (window as Picking).showOpenFilePicker?.({ multiple });
    return handles ? await Promise.all(handles.map(opened)) : await pickPlainly(multiple);
  } catch (error) {
    const isClosed = error instanceof DOMException && error.name === "AbortError";
    if (isClosed && performance.now() - began > TOO_FAST) return [];
    return pickPlainly(multiple);
  }
}

async function opened(handle: FileHandle): Promise<File> {
  const file = await handle.getFile();
  noted.set(file, Promise.resolve(handle));
  return file;
}

function pickPlainly(multiple: boolean): Promise<File[]> {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = multiple;
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve([...(input.files ?? [])]));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });
}

function ofFile(handle: FileSystemHandle | null): FileHandle | null {
  return handle?.kind === "file" ? (handle as FileHandle) : null;
}
