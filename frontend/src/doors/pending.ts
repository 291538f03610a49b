// A sign-in that is under way in this tab: what the page that comes back has to know. The secret
// binds it to this browser; without it nobody else's answer is of any use here.
export interface Pending {
  readonly id: string;
  readonly nonce: string;
  readonly repository: string;
  readonly secret: string;
  readonly state: string;
  /** Where the pages of the reader's language begin. */
  readonly home: string;
  /** Of a deposit that is there already: the account is to be opened to it anew. */
  readonly key?: string;
  /** What came back, while it is taken along to the page in the reader's language. */
  readonly answer?: Readonly<Record<string, string>>;
}

const NAME = "zenferry:sign-in";

export function keepPending(store: Storage, pending: Pending): void {
  store.setItem(NAME, JSON.stringify(pending));
}

export function readPending(store: Storage): Pending | null {
  try {
    return JSON.parse(store.getItem(NAME) ?? "null");
  } catch {
    return null;
  }
}

export function forgetPending(store: Storage): void {
  store.removeItem(NAME);
}
