// What is to be said to somebody: the service's own words, or a key of the page's words with what
// fills it in. Knows no language and no page: page/saying.ts makes one of it.

export interface Bytes {
  readonly bytes: number;
}

export interface Keyed {
  readonly key: string;
  readonly values?: Readonly<Record<string, Sentence | number | Bytes>>;
}

export type Sentence = string | Keyed;
