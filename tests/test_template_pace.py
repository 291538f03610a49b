"""Who counts calls to the repository may change the row of the count, and no other.

The embedded cloud lets conditions on keys of rows pass: what is written is all that is seen here.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from tests.template import statements
from zenferry.adapters.rows import key_of


def test_who_counts_calls_may_change_no_other_row() -> None:
    pacing = {role: each for role, each in statements() if each["Sid"] == "KeepThePace"}
    assert pacing.keys() == {"ForwardRole", "SendRole", "LongRole", "TendRole"}
    for each in pacing.values():
        [(test, wanted)] = each["Condition"].items()
        assert (test, each["Action"]) == ("ForAllValues:StringLike", "dynamodb:UpdateItem")
        [like] = wanted["dynamodb:LeadingKeys"]
        may = {kind: fnmatchcase(key_of(kind, "name")["pk"], like) for kind in "SIPRQ"}
        assert may == {"S": False, "I": False, "P": True, "R": False, "Q": False}
