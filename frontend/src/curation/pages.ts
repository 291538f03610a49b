// A list that the service answers page by page.

export interface Page {
  readonly next: string | null;
}

/** All pages, in order; each names where the one after it begins. */
export async function* pagesOf<P extends Page>(
  ask: (before: string | null) => Promise<P>,
): AsyncGenerator<P> {
  let before: string | null = null;
  do {
    const page: P = await ask(before);
    yield page;
    before = page.next;
  } while (before !== null);
}
