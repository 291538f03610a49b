"""A deposit on its way, watched until it ends, or until it is somebody's turn."""

from zenferry.client.api import DepositApi, Json
from zenferry.client.around import Around
from zenferry.client.telling import Event, Listener

__all__ = ["followed", "told"]

MOVING = ("submitted", "forwarding")
# Often enough to be lively: a forward takes minutes to hours.
FIRST_PAUSE = 2.0
LONGEST_PAUSE = 30.0


def followed(deposit: DepositApi, around: Around, telling: Listener) -> Json:
    """The deposit when it has left the service's hands. Its timeline is told as it grows."""
    known, ahead, copied, pause = 0, None, 0, FIRST_PAUSE
    while True:
        found = deposit.look()
        fresh = found["timeline"][known:]
        for entry in fresh:
            facts = {"at": entry["at"], "code": entry["event"]}
            telling.tell(Event("timeline", f"{entry['at']}  {entry['text']}", facts))
        known += len(fresh)
        if found.get("ahead") and found["ahead"] != ahead:
            ahead = found["ahead"]
            telling.tell(Event("queue", f"Waiting: {ahead} before it.", {"ahead": ahead}))
        totals = found["totals"]
        further = totals["copied_files"] != copied
        if further:
            copied = totals["copied_files"]
            text = f"{copied} of {totals['files']} files copied."
            telling.tell(Event("copied", text, {"files": copied, "of": totals["files"]}))
        if found["state"] not in MOVING:
            return found
        pause = FIRST_PAUSE if fresh or further else min(pause * 1.5, LONGEST_PAUSE)
        around.pause(pause)


def told(found: Json) -> str:
    """Where it stands, in a sentence."""
    sentence = _STATES.get(found["state"], f"The deposit is {found['state']}.")
    at = found["repository"]
    where = at["record"] or at["review"] or at["preview"]
    return " ".join(filter(None, (sentence, at["doi"] and f"DOI: {at['doi']}", where)))


_STATES = {
    "draft": "Everything is uploaded, and nothing is submitted yet.",
    "awaiting_approval": "It is submitted. The consortium's curators look at it first.",
    "submitted": "It is submitted, and waits for its turn.",
    "forwarding": "It is submitted, and on its way to the repository.",
    "in_review": "It is at the repository. The curators look at it now.",
    "draft_ready": "It is at the repository, as a draft.",
    "published": "It is published.",
}
