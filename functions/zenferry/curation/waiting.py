"""What waits for a curator's look: its time is kept, and curators are reminded of it. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from zenferry.deposit import LOOKED_AT_DAILY
from zenferry.forwarding.attention import with_time_to_mend
from zenferry.state import State
from zenferry.submission import Submission

__all__ = ["kept_for_curators"]

REMINDED_AFTER = timedelta(days=7)
CURATORS_REMINDED = "curators_reminded"
_TOLD = frozenset({State.AWAITING_APPROVAL, CURATORS_REMINDED})


def kept_for_curators(old: Submission, now: datetime) -> Submission:
    """The same for as long as anything can be kept, to be looked at again tomorrow."""
    longer = replace(with_time_to_mend(old, now), due=now + LOOKED_AT_DAILY)
    told = [event.at for event in old.timeline if event.code in _TOLD]
    late = not told or now - told[-1] >= REMINDED_AFTER
    return longer.note(now, CURATORS_REMINDED) if late else longer
