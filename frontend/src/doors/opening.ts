// Opens a deposit for an account of one's own. Its id and nonce are kept until the answer is there,
// so that a lost one is asked again; the token is kept by nobody.
import type { Opened } from "../api.ts";
import { makeNonce } from "../form/deposit.ts";
import type { Hall } from "./hall.ts";

export interface Begun {
  readonly id: string;
  readonly nonce: string;
}

const NAME = "zenferry:opening-own";

export function begun(store: Storage): Begun {
  const kept = read(store.getItem(NAME));
  if (kept) return kept;
  const made = { id: crypto.randomUUID(), nonce: makeNonce() };
  store.setItem(NAME, JSON.stringify(made));
  return made;
}

/** Null, too, for whatever else stands there. */
function read(kept: string | null): Begun | null {
  try {
    const found = JSON.parse(kept ?? "null") as Partial<Begun> | null;
    const isOne = typeof found?.id === "string" && typeof found.nonce === "string";
    return isOne ? (found as Begun) : null;
  } catch {
    return null;
  }
}

/** `means`: what proves whose account it is. */
export async function openOwn(
  { api }: Pick<Hall, "api">,
  opening: Begun,
  means: Readonly<Record<string, unknown>>,
): Promise<Opened> {
  const language = document.documentElement.lang;
  const { transport } = await api();
  const body = { ...opening, language, ...means };
  const opened: Opened = await transport.send({ method: "POST", path: "/submissions", body });
  sessionStorage.removeItem(NAME);
  return opened;
}
