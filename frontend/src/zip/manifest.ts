// The list of what is in the archive, which `sha256sum -c` reads where it is unpacked. Its size is
// known before any checksum is.
import type { Named } from "./layout.ts";

const NAME = "manifest-sha256.txt";
const DIGEST_LENGTH = 64;
const NO_DIGEST = "0".repeat(DIGEST_LENGTH);

/** Beside the top folders; a file of that name among them keeps it. */
export function manifestPath(taken: ReadonlySet<string>): string {
  let path = NAME;
  while (taken.has(path)) path = `zip-${path}`;
  return path;
}

export function manifestSize(files: readonly Named[]): number {
  const encoder = new TextEncoder();
  return files.reduce((sum, { path }) => sum + encoder.encode(line(NO_DIGEST, path)).length, 0);
}

/** `digests` in hexadecimal, one a file. */
export function manifest(files: readonly Named[], digests: readonly string[]): Blob {
  const lines = files.map(({ path }, index) => line(digests[index] ?? NO_DIGEST, path));
  return new Blob([lines.join("")]);
}

/** A name with a backslash or a line break is written escaped, and says so by one in front. */
function line(digest: string, path: string): string {
  const escaped = path.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  return `${escaped === path ? "" : "\\"}${digest}  ${escaped}\n`;
}
