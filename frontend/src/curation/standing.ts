// Whether an invitation still opens anything.
import type { Invitation } from "./answers.ts";

export type Standing = "open" | "used" | "expired" | "revoked";

export function standingOf(invitation: Invitation, now: number): Standing {
  if (invitation.revoked !== null) return "revoked";
  if (Date.parse(invitation.expires) <= now) return "expired";
  return invitation.deposits.used >= invitation.deposits.most ? "used" : "open";
}
