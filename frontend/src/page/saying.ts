// Makes words of what the upload and the service have to say.
import type { Keyed, Sentence } from "../sentence.ts";
import { bytes } from "./figures.ts";
import type { Words } from "./words.ts";

export function saying(sentence: Sentence, words: Words): string {
  if (typeof sentence === "string") return sentence;
  const values = Object.entries(sentence.values ?? {}).map(([name, value]) => [
    name,
    typeof value === "object" ? filled(value, words) : value,
  ]);
  return words(sentence.key, Object.fromEntries(values));
}

function filled(
  value: Exclude<NonNullable<Keyed["values"]>[string], string | number>,
  words: Words,
) {
  return "bytes" in value ? bytes(value.bytes) : saying(value, words);
}
