// Handles of files on a disk, and where they are kept, in memory.
import type { KeptHandles } from "../src/files/kept-handles.ts";
import type { FileHandle } from "../src/files/picked.ts";

export interface OnDisk {
  file: File | null;
  leave: PermissionState;
}

export function handleTo(disk: OnDisk): FileHandle {
  const handle: Pick<FileHandle, "kind" | "getFile" | "requestPermission"> = {
    kind: "file",
    requestPermission: async () => disk.leave,
    getFile: async () => {
      if (disk.file) return disk.file;
      throw new DOMException("", "NotFoundError");
    },
  };
  return handle as FileHandle;
}

export class FakeKept implements KeptHandles {
  readonly handles = new Map<string, FileHandle>();
  isFull = false;

  all = async () => new Map(this.handles);
  keep = async (path: string, handle: FileHandle) => {
    if (this.isFull) throw new DOMException("", "QuotaExceededError");
    this.handles.set(path, handle);
  };
  forget = async (path: string) => void this.handles.delete(path);
}
