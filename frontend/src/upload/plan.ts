// How a file is cut into parts, and the checksum of a whole from those of its parts. Pure.

/** The smallest part size the service gives, and that of nearly every file. */
export const PART_UNIT = 16 * 1024 * 1024;

export interface PlannedPart {
  /** From 1, as S3 counts. */
  readonly number: number;
  readonly start: number;
  readonly size: number;
}

export function planParts(size: number, partSize: number): PlannedPart[] {
  const count = Math.ceil(size / partSize);
  return Array.from({ length: count }, (_, index) => {
    const start = index * partSize;
    return { number: index + 1, start, size: Math.min(partSize, size - start) };
  });
}

/** S3's composite checksum: the digest of all parts' digests in a row, and their number. */
export async function compositeChecksum(digests: readonly Uint8Array<ArrayBuffer>[]) {
  const row = await new Blob([...digests]).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", row));
  return `${base64(digest)}-${digests.length}`;
}

export function base64(digest: Uint8Array): string {
  return btoa(String.fromCharCode(...digest));
}
