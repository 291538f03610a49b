// Whose record it will be, where that is the depositor's own account.
import type { Submission } from "../submission.ts";
import { html, say, show } from "./elements.ts";
import type { Words } from "./words.ts";

export function tellAccount({ account }: Submission, words: Words): void {
  if (account) say(html("#account"), words("account.own", { account }));
  show(html("#account"), account !== null);
}
