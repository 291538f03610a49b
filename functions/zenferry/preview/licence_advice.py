"""Whether the licences fit what is licensed, and each other."""

from collections.abc import Iterator
from itertools import combinations

from zenferry.errors import Problem
from zenferry.metadata import Metadata

__all__ = ["licence_advice"]

_SOFTWARE_LICENCES = (
    "mit", "apache-", "bsd-", "gpl-", "lgpl-", "agpl-", "mpl-", "isc", "epl-", "eupl-",
    "artistic-", "unlicense", "zlib", "bsl-1", "cecill", "0bsd",
)  # fmt: skip
_SOFTWARE = frozenset({"software", "software-computationalnotebook", "workflow"})
# What a model, a workflow or "something else" is, only its maker knows.
_NOT_SOFTWARE = ("dataset", "image", "video", "audio", "publication", "poster", "presentation")


def licence_advice(record: Metadata) -> Iterator[Problem]:
    """What to think over about them."""
    ids = [licence.id for licence in record.licences if licence.id]
    for licence in ids:
        yield from _fit(licence, record.resource_type)
    for one, other in combinations(ids, 2):
        if _contradict(one, other):
            yield Problem(
                "licences",
                "licences_contradict",
                {"one": one.upper(), "other": other.upper()},
            )


def _fit(licence: str, resource_type: str) -> Iterator[Problem]:
    name = licence.upper()
    for_software = licence.startswith(_SOFTWARE_LICENCES)
    if for_software and resource_type.startswith(_NOT_SOFTWARE):
        yield Problem("licence", "licence_for_software", {"licence": name})
    if licence.startswith("cc-") and resource_type in _SOFTWARE:
        yield Problem("licence", "licence_not_for_software", {"licence": name})
    if _forbids(licence, "nd"):
        yield Problem("licence", "licence_no_changes", {"licence": name})
    if _forbids(licence, "nc"):
        yield Problem("licence", "licence_not_commercial", {"licence": name})


def _forbids(licence: str, what: str) -> bool:
    return licence.startswith("cc-") and what in licence.split("-")


def _contradict(one: str, other: str) -> bool:
    """For the same file, keeping to one breaks the other."""
    if "cc0-1.0" in {one, other}:
        return (other if one == "cc0-1.0" else one).startswith("cc-")
    if not (one.startswith("cc-") and other.startswith("cc-")):
        return False
    # What must be passed on as it came can't be passed on with less, or with nothing changed.
    return _forbids(one, "sa") != _forbids(other, "sa") and (_restricts(one) or _restricts(other))


def _restricts(licence: str) -> bool:
    return _forbids(licence, "nd") or _forbids(licence, "nc")
