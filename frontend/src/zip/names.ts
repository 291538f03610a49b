// Names as the service takes them, told before anything is sent. The service has the last word:
// functions/zenferry/rules.py, file_path; tests/file_names.json holds both to the same.
import type { Sentence } from "../sentence.ts";

const LONGEST = 200;
const LONGEST_BYTES = 600;
const ODD = /[^\p{L}\p{M}\p{N} ._+,=@()[\]&'!~;$-]/u;
const ENDING = ".zip";

/** Whether a file of this path can be sent by itself. */
export function isTakenAs(typed: string): boolean {
  const path = typed.normalize("NFC");
  const steps = path.split("/");
  const isLong = [...path].length > LONGEST || isTooMuch(path);
  return !isLong && steps.every((step) => step === step.trim() && isStep(step) && !ODD.test(step));
}

function isTooMuch(path: string): boolean {
  return new TextEncoder().encode(path).length > LONGEST_BYTES;
}

function isStep(step: string): boolean {
  return !["", ".", ".."].includes(step);
}

/** Of a folder's name what may stand in a file's. */
export function archiveName(folder: string | undefined): string {
  const kept = (folder ?? "").normalize("NFC").replace(new RegExp(ODD, "gu"), "_").trim();
  const short = [...kept]
    .slice(0, LONGEST / 2)
    .join("")
    .trim();
  return `${isStep(short) ? short : "files"}${ENDING}`;
}

/** As it was typed, with the ending that says what it is. */
export function withEnding(typed: string): string {
  const name = typed.normalize("NFC").trim();
  return name === "" || name.toLowerCase().endsWith(ENDING) ? name : `${name}${ENDING}`;
}

/** What is wrong with an archive's name. */
export function nameFault(name: string): Sentence | null {
  if (!isStep(name) || name.toLowerCase() === ENDING) return { key: "zip.name.empty" };
  const [odd] = ODD.exec(name) ?? [];
  if (odd !== undefined) return { key: "zip.name.character", values: { character: odd } };
  if (isTakenAs(name)) return null;
  return [...name].length <= LONGEST && isTooMuch(name)
    ? { key: "zip.name.bytes", values: { n: LONGEST_BYTES } }
    : { key: "zip.name.long", values: { n: LONGEST } };
}
