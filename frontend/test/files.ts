// Files to upload: ordinary ones, and one that changes under the reader.

/** A file of bytes that differ from place to place. */
export function fileOf(size: number, name = "data.bin", seed = 0): File {
  return new File(
    [Uint8Array.from({ length: size }, (_, index) => (index * 31 + seed) % 251)],
    name,
  );
}

/** A file on a disk that somebody writes to: `isChanged` says from when on. */
export function onDisk(file: File, isChanged: () => boolean): File {
  return new Proxy(file, {
    get: (target, key) => {
      if (key === "slice")
        return (...range: number[]) => onDisk(target.slice(...range) as File, isChanged);
      if (key !== "arrayBuffer") return Reflect.get(target, key, target);
      if (isChanged()) return () => Promise.reject(new DOMException("", "NotReadableError"));
      return () => target.arrayBuffer();
    },
  });
}

/** A file that holds other bytes from some moment on, which not every browser notices. */
export function overwritten(file: File, other: File, now: { isChanged: boolean }): File {
  return new Proxy(file, {
    get: (target, key) => {
      if (key === "slice")
        return (...range: number[]) =>
          overwritten(target.slice(...range) as File, other.slice(...range) as File, now);
      if (key === "arrayBuffer") return () => (now.isChanged ? other : target).arrayBuffer();
      return Reflect.get(target, key, target);
    },
  });
}
