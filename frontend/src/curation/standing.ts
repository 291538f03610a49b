// Whether an invitation still opens anything.
import type { Invitation } from "./answers.ts";

export type Standing = "open" | "used" | "expired" | "revoked";

const DECADES = 50 * 365 * 86_400_000;

export function standingOf(invitation: Invitation, now: number): Standing {
  if (invitation.revoked !== null) return "revoked";
  if (Date.parse(invitation.expires) <= now) return "expired";
  return invitation.deposits.used >= invitation.deposits.most ? "used" : "open";
}

/** An account's own row is made for a hundred years: that no one ever ends is what it means. */
export function hasNoEnd({ created, expires }: Invitation): boolean {
  return Date.parse(expires) - Date.parse(created) > DECADES;
}
