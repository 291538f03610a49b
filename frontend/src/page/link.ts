// The secret links. They live behind the # of the address, which no server and no referrer sees.

export type Link =
  | {
      readonly kind: "invitation";
      readonly invitation: string;
      /** It is good for one published record, whose words are filled in at once. */
      readonly former?: true;
    }
  | { readonly kind: "submission"; readonly id: string; readonly key: string }
  | { readonly kind: "none" };

export function parseLink(hash: string): Link {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const [id, key, invitation] = ["submission", "key", "invitation"].map((name) => given.get(name));
  if (id && key) return { kind: "submission", id, key };
  if (!invitation) return { kind: "none" };
  return { kind: "invitation", invitation, ...(given.has("former") && { former: true }) };
}

export function submissionHash(id: string, key: string): string {
  return `#${new URLSearchParams({ submission: id, key })}`;
}

/** The address of another page in this one's language, from wherever this one stands. */
export function pageAddress(path: string, hash = ""): string {
  const address = new URL(path, new URL(document.body.dataset.home ?? "./", document.baseURI));
  address.hash = hash;
  return address.href;
}

/** The address of what all languages share. */
export function siteAddress(path: string): string {
  return new URL(path, new URL(document.body.dataset.root ?? "./", document.baseURI)).href;
}
