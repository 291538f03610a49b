// The media type of an archive made here says how many files are in it, so that the service hands
// it back on any device: what is shown of it later, and how it is gone on with, depend on it.

const ARCHIVE = /^application\/zip; files=(\d+)$/;

export function archiveType(files: number): string {
  return `application/zip; files=${files}`;
}

/** How many files are in it; null if it was not made here. */
export function filesInside(type: string): number | null {
  const [, count] = ARCHIVE.exec(type) ?? [];
  return count === undefined ? null : Number(count);
}
