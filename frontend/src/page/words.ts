// The page's sentences, as the template wrote them into its data block: translation happens there.
import { the } from "./elements.ts";
import { saidFor } from "./repository.ts";

export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** `{n}` and the like are filled in; a count of one takes the sentence `key.one` where there is one. */
export function wordsFrom(sentences: Readonly<Record<string, string>>): Words {
  return (key, values = {}) => {
    const sentence = (values.n === 1 ? sentences[`${key}.one`] : undefined) ?? sentences[key];
    if (sentence === undefined) throw new Error(`The page has no words for ${key}`);
    return sentence.replace(/\{(\w+)\}/g, (_, name) =>
      String(values[name] ?? saidFor(name) ?? sentences[name] ?? ""),
    );
  };
}

export function pageWords(): Words {
  return wordsFrom(JSON.parse(the("#words", HTMLScriptElement).text));
}
