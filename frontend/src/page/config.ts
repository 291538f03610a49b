// What differs between deployments of the same page: read when it starts, never built in.
import { Api } from "../api.ts";
import { siteAddress } from "./link.ts";

/** Asked for once, and again only after a failure. */
export class Service {
  #api: Promise<Api> | undefined;

  api(): Promise<Api> {
    this.#api ??= read().catch((error: unknown) => {
      this.#api = undefined;
      throw error;
    });
    return this.#api;
  }
}

async function read(): Promise<Api> {
  const response = await fetch(siteAddress("config.json"), { cache: "no-store" });
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  const { api } = (await response.json()) as { api: string };
  const base = new URL(api, document.baseURI).href.replace(/\/$/, "");
  return new Api(base, { language: document.documentElement.lang });
}
