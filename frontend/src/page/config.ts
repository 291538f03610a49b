// What differs between deployments of the same page: read when it starts, never built in.
import { Api } from "../api.ts";
import { siteAddress } from "./link.ts";

/** Asked for once, and again only after a failure. */
export class Service {
  #api: Promise<Api> | undefined;

  api(): Promise<Api> {
    this.#api ??= made().catch((error: unknown) => {
      this.#api = undefined;
      throw error;
    });
    return this.#api;
  }
}

async function made(): Promise<Api> {
  return new Api(await apiBase(), { language: document.documentElement.lang });
}

/** Where the service is. */
export async function apiBase(): Promise<string> {
  const response = await fetch(siteAddress("config.json"), { cache: "no-store" });
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  const { api } = (await response.json()) as { api: string };
  return new URL(api, document.baseURI).href.replace(/\/$/, "");
}
