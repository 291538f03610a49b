// Leads to the repository's own page to sign in there, and keeps what the way back needs.
import { pageAddress } from "../page/link.ts";
import type { Hall } from "./hall.ts";
import { keepPending, type Pending } from "./pending.ts";

interface SignIn {
  readonly url: string;
  readonly secret: string;
}

type Wanted = Pick<Pending, "id" | "nonce" | "repository" | "key">;

export async function leaveToSignIn({ api }: Pick<Hall, "api">, wanted: Wanted): Promise<void> {
  const { transport } = await api();
  const body = {
    submission: wanted.id,
    repository: wanted.repository,
    language: document.documentElement.lang,
  };
  const { url, secret }: SignIn = await transport.send({ method: "POST", path: "/sign-ins", body });
  const address = new URL(url);
  if (!/^https?:$/.test(address.protocol)) throw new Error("This is no address to sign in at");
  const state = address.searchParams.get("state") ?? "";
  keepPending(sessionStorage, { ...wanted, secret, state, home: pageAddress("./") });
  location.assign(address.href);
}
