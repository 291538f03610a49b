"""Bad creators and contributors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.bad_examples.example import ADA, GONE, Bad

__all__ = ["PEOPLE"]


def _person(part: str, value: Any, code: str, sent: Mapping[str, Any], stricter: str = "") -> Bad:
    changed = {**ADA, part: value}
    there = {f"metadata.creators.0.{path}": inner for path, inner in sent.items()}
    at = f"creators.0.{part}"
    return Bad(f"{at}: {value!r}", {"creators": [changed]}, at, code, there, stricter)


def _person_id(scheme: str, value: str, code: str, stricter: str = "") -> Bad:
    theirs = f"gnd:{value}" if scheme == "gnd" else value
    ids = {"person_or_org.identifiers": [{"scheme": scheme, "identifier": theirs}]}
    return _person(scheme, value, code, ids, stricter)


_UNCHECKED = "They do not test the check digit."
PEOPLE = (
    Bad(
        "creators: no type",
        {"creators": [{"family_name": "L"}]},
        "creators.0.type",
        "missing",
        {"metadata.creators.0.person_or_org.type": GONE},
    ),
    _person("type", "robot", "choice", {"person_or_org.type": "robot"}),
    _person("family_name", "", "family_name", {"person_or_org.family_name": GONE}),
    Bad(
        "creators: an organisation without a name",
        {"creators": [{"type": "organisation"}]},
        "creators.0.name",
        "organisation_name",
        {"metadata.creators.0.person_or_org": {"type": "organizational"}},
    ),
    _person("role", "boss", "choice", {"role": {"id": "boss"}}),
    _person_id("orcid", "0000-0002-1825-0098", "orcid_digit"),
    _person_id("orcid", "0000-0001-2103-2683", "orcid"),
    _person_id("orcid", "0000-0002-1825", "orcid"),
    _person_id("isni", "0000 0001 2103 2684", "isni_digit"),
    _person_id("gnd", "number one", "gnd"),
    _person_id("gnd", "118529578", "gnd_digit", _UNCHECKED),
    Bad(
        "creators: no ROR id",
        {"creators": [{"type": "organisation", "name": "Lab", "ror": "15a28rw58"}]},
        "creators.0.ror",
        "ror",
        {
            "metadata.creators.0.person_or_org": {
                "type": "organizational",
                "name": "Lab",
                "identifiers": [{"scheme": "ror", "identifier": "15a28rw58"}],
            }
        },
    ),
    Bad(
        "creators: a mistyped ROR id",
        {"creators": [{"type": "organisation", "name": "Lab", "ror": "05a28rw59"}]},
        "creators.0.ror",
        "ror_digit",
        {
            "metadata.creators.0.person_or_org": {
                "type": "organizational",
                "name": "Lab",
                "identifiers": [{"scheme": "ror", "identifier": "05a28rw59"}],
            }
        },
        _UNCHECKED,
    ),
    Bad(
        "creators: the same affiliation twice",
        {"creators": [{**ADA, "affiliations": [{"name": "Lab"}, {"name": "Lab"}]}]},
        "creators.0.affiliations.1.name",
        "twice",
        {"metadata.creators.0.affiliations": [{"name": "Lab"}, {"name": "Lab"}]},
    ),
    Bad(
        "creators: an affiliation without a name",
        {"creators": [{**ADA, "affiliations": [{"name": ""}]}]},
        "creators.0.affiliations.0.name",
        "missing",
        {"metadata.creators.0.affiliations": [{"name": ""}]},
    ),
    Bad(
        "contributors: no role",
        {"contributors": [ADA]},
        "contributors.0.role",
        "role",
        {
            "metadata.contributors": [
                {"person_or_org": {"type": "personal", "family_name": "Lovelace"}}
            ]
        },
    ),
    Bad(
        "contributors: no family name",
        {"contributors": [{"type": "person", "role": "other"}]},
        "contributors.0.family_name",
        "family_name",
        {
            "metadata.contributors": [
                {"person_or_org": {"type": "personal"}, "role": {"id": "other"}}
            ]
        },
    ),
)
