"""Bad grants, places, further titles and texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.bad_examples.example import Bad, entry

__all__ = ["ALSO", "FUNDING", "PLACES"]

_DFG = {"funder": {"name": "DFG"}}
FUNDING = (
    entry(
        "funding",
        {"award": "Mud"},
        "funder",
        "funder",
        sent=[{"award": {"title": {"en": "Mud"}, "number": "1"}}],
    ),
    entry(
        "funding",
        {"funder": "DFG", "award_url": "https://example.org"},
        "award",
        "award",
        sent=[
            {**_DFG, "award": {"identifiers": [{"scheme": "url", "identifier": "https://e.org"}]}}
        ],
    ),
    entry(
        "funding",
        {"funder": "DFG", "award": "Mud", "award_url": "no address"},
        "award_url",
        "url",
        sent=[
            {
                **_DFG,
                "award": {
                    "title": {"en": "Mud"},
                    "identifiers": [{"scheme": "url", "identifier": "no address"}],
                },
            }
        ],
    ),
    entry(
        "funding",
        {
            "funder": "Wellcome Trust",
            "funder_ror": "029chgv08",
            "award": "Mud",
            "award_id": "00k4n6c32::755021",
        },
        "award",
        "award_of_another",
        sent=[{"funder": {"id": "029chgv08"}, "award": {"id": "00k4n6c32::755021"}}],
        stricter="They do not compare the two.",
    ),
)


def _place(part: str, code: str, sent: Mapping[str, Any], **given: Any) -> Bad:
    reasons = {why: given.pop(why, "") for why in ("stricter", "breaks")}
    return entry(
        "locations",
        given,
        part,
        code,
        theirs="metadata.locations",
        sent={"features": [sent]},
        **reasons,
    )


def _point(*coordinates: Any) -> dict[str, Any]:
    return {"place": "Bay", "geometry": {"type": "Point", "coordinates": list(coordinates)}}


_NO_POINT = "They reckon with the numbers before they look at them."
PLACES = (
    _place(
        "longitude",
        "both_degrees",
        _point(53.45),
        place="Bay",
        latitude=53.45,
        breaks=_NO_POINT,
    ),
    _place(
        "latitude",
        "number",
        _point(8, "north"),
        place="Bay",
        latitude="north",
        longitude=8,
        breaks=_NO_POINT,
    ),
    _place(
        "latitude",
        "out_of_range",
        _point(8, 91),
        place="Bay",
        latitude=91,
        longitude=8,
        stricter="There is no such place.",
    ),
    _place(
        "longitude",
        "out_of_range",
        _point(181, 8),
        place="Bay",
        latitude=8,
        longitude=181,
        stricter="There is no such place.",
    ),
    _place(
        "place",
        "missing",
        {"description": "By boat"},
        description="By boat",
        stricter="A place without a name can't be listed.",
    ),
)

ALSO = (
    entry(
        "additional_titles",
        {"title": "ab", "type": "subtitle"},
        "title",
        "too_short",
        sent=[{"title": "ab", "type": {"id": "subtitle"}}],
    ),
    entry(
        "additional_titles", {"title": "Another"}, "type", "missing", sent=[{"title": "Another"}]
    ),
    entry(
        "additional_titles",
        {"title": "Another", "type": "nickname"},
        "type",
        "choice",
        sent=[{"title": "Another", "type": {"id": "nickname"}}],
    ),
    entry(
        "additional_titles",
        {"title": "Another", "type": "subtitle", "language": "english"},
        "language",
        "choice",
        sent=[{"title": "Another", "type": {"id": "subtitle"}, "lang": {"id": "english"}}],
    ),
    entry(
        "additional_descriptions",
        {"text": "ab", "type": "methods"},
        "text",
        "too_short",
        sent=[{"description": "ab", "type": {"id": "methods"}}],
    ),
    entry(
        "additional_descriptions",
        {"text": "By laser."},
        "type",
        "missing",
        sent=[{"description": "By laser."}],
    ),
)
