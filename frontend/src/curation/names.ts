// What keys and ids in the list stand for: repositories as the page knows them, invitations as they
// are read, once the list is there.

import { the } from "../page/elements.ts";
import type { CurationApi } from "./api.ts";
import { pagesOf } from "./pages.ts";
import type { Names } from "./row.ts";

export class NamesOfList implements Names {
  readonly #api: () => Promise<Pick<CurationApi, "invitations">>;
  readonly #onNames: () => void;
  readonly #notes = new Map<string, string>();

  constructor(api: () => Promise<Pick<CurationApi, "invitations">>, onNames: () => void) {
    this.#api = api;
    this.#onNames = onNames;
  }

  readonly place = (key: string): string => {
    const options = [...the("#wish-place", HTMLSelectElement).options];
    return options.find(({ value }) => value === key)?.text ?? key;
  };

  readonly invitation = (id: string): string => this.#notes.get(id) ?? "";

  /** Without them the list is as good, but for the search. */
  async read(): Promise<void> {
    try {
      const api = await this.#api();
      for await (const page of pagesOf((before) => api.invitations(before))) {
        for (const { id, note, to } of page.invitations) this.#notes.set(id, note || to);
      }
    } catch {
      return;
    } finally {
      if (this.#notes.size > 0) this.#onNames();
    }
  }
}
