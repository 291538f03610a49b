"""What the form offers to choose is what a repository knows: nothing more, and nothing left out.

Put to a real InvenioRDM and to the stand-in.
"""

from collections.abc import Callable, Mapping

import pytest

from infra.local.repository.vocabulary import titles
from tests.places import real_session
from zenferry.fields.choices import (
    DATE_TYPES,
    DESCRIPTION_TYPES,
    RELATIONS,
    RESOURCE_TYPES,
    ROLES,
    TITLE_TYPES,
    Choice,
)

Known = Callable[[str], frozenset[str]]

# By their names of the lists.
OFFERED: Mapping[str, tuple[Choice, ...]] = {
    "resourcetypes": RESOURCE_TYPES,
    "creatorsroles": ROLES,
    "contributorsroles": ROLES,
    "relationtypes": RELATIONS,
    "titletypes": TITLE_TYPES,
    "descriptiontypes": DESCRIPTION_TYPES,
    "datetypes": DATE_TYPES,
}
# Zenodo has a list entry of its own for notes; "other" is taken there as everywhere.
LEFT_OUT: Mapping[str, frozenset[str]] = {"descriptiontypes": frozenset({"notes"})}
# The stand-in has one list of roles for both.
AT_THE_STANDIN = {"creatorsroles": "roles", "contributorsroles": "roles"}


def by_the_standin(name: str) -> frozenset[str]:
    return frozenset(titles(AT_THE_STANDIN.get(name, name)))


def by_the_real_one(name: str) -> frozenset[str]:
    found = real_session().get(f"vocabularies/{name}", {"size": "100"})["hits"]
    assert found["total"] == len(found["hits"]), "more than one page"
    return frozenset(str(hit["id"]) for hit in found["hits"])


@pytest.fixture(params=["stand-in", pytest.param("real", marks=pytest.mark.conformance)])
def known(request: pytest.FixtureRequest) -> Known:
    return by_the_real_one if request.param == "real" else by_the_standin


@pytest.mark.parametrize("name", OFFERED)
def test_what_can_be_chosen_is_what_the_repository_knows(known: Known, name: str) -> None:
    offered = {choice.value for choice in OFFERED[name] if choice.value}

    assert offered == known(name) - LEFT_OUT.get(name, frozenset())
