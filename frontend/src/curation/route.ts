// Where on the desk one is, as the part of the address behind the # says: no server sees it, and
// only the link to sign in holds a secret.

const FACES = ["submissions", "invitations", "versions", "records", "log"] as const;
export type Face = (typeof FACES)[number];

export type Route =
  | { readonly kind: "face"; readonly face: Face }
  | { readonly kind: "submission"; readonly id: string }
  | { readonly kind: "sign-in"; readonly secret: string };

export function routeOf(hash: string): Route {
  const said = hash.replace(/^#/, "");
  const given = new URLSearchParams(said);
  const [secret, id] = [given.get("sign-in"), given.get("submission")];
  if (secret) return { kind: "sign-in", secret };
  if (id) return { kind: "submission", id };
  const face = FACES.find((known) => known === said) ?? "submissions";
  return { kind: "face", face };
}

export function submissionRoute(id: string): string {
  return `#${new URLSearchParams({ submission: id })}`;
}
