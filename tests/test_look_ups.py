"""What is suggested: by the stand-in, by a real InvenioRDM, and by services that talk rot."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.local.repository import Standin, running
from tests.fake_sources import FakeFetcher
from zenferry.adapters.fetcher import HttpFetcher
from zenferry.adapters.look_ups import sources
from zenferry.errors import Absent
from zenferry.look_ups.directory import Directory
from zenferry.look_ups.fetching import Elsewhere
from zenferry.look_ups.vocabularies import NAMES, Item, Vocabularies

CONTACT = "data@tidal-flats.example"
Ask = Callable[[str, str], tuple[Item, ...]]


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standin]:
    with running(tmp_path_factory.mktemp("standin")) as started:
        yield started


def fetcher(repository: str, elsewhere: str) -> HttpFetcher:
    places = {Elsewhere.REPOSITORY: repository}
    places |= {Elsewhere.ROR: f"{elsewhere}/ror", Elsewhere.ORCID: f"{elsewhere}/orcid"}
    return HttpFetcher(places, contact=CONTACT)


@dataclass(frozen=True)
class Patient:
    """Waits longer than a page would: what is asked here is what, not how fast."""

    fetcher: HttpFetcher

    def json(
        self,
        of: Elsewhere,
        path: Sequence[str],
        params: Mapping[str, str] | None = None,
        *,
        seconds: float = 2.0,
    ) -> Any:
        return self.fetcher.json(of, path, params, seconds=20 * seconds)


def vocabularies(standin: Standin, repository: str = "") -> Vocabularies:
    asking = fetcher(repository or standin.url, standin.elsewhere)
    return Vocabularies(sources(asking, Directory(), "Zenodo"))


# --- Of the repository: the stand-in and the real one answer alike -----------------------------


@pytest.fixture(params=["standin", pytest.param("real", marks=pytest.mark.conformance)])
def ask(request: pytest.FixtureRequest, standin: Standin) -> Ask:
    """The repository's own suggestions, whatever else there is."""
    url = os.environ["RDM_URL"] if request.param == "real" else standin.url
    asking = Patient(fetcher(url, "http://elsewhere.example"))
    theirs = {
        name: [source for source in found if source.title == "Zenodo"]
        for name, found in sources(asking, Directory(), "Zenodo").items()
    }

    def suggested(name: str, text: str) -> tuple[Item, ...]:
        found = Vocabularies(theirs).suggest(name, text)
        assert found.down == ()
        return found.items

    return suggested


def test_an_affiliation_comes_with_its_ror_id(ask: Ask) -> None:
    found = {item.id: item for item in ask("affiliations", "European Organization for Nuclear")}

    name = "European Organization for Nuclear Research"
    assert found["01ggx4157"].values == {"name": name, "ror": "01ggx4157"}


def test_a_funder_comes_with_its_ror_id(ask: Ask) -> None:
    found = {item.id: item for item in ask("funders", "European Commission")}

    values = {"funder": "European Commission", "funder_ror": "00k4n6c32"}
    assert found["00k4n6c32"].values == values


@pytest.mark.parametrize("text", ["HIT-CF", "755021"])
def test_a_grant_comes_with_all_that_is_known_of_it(ask: Ask, text: str) -> None:
    (found,) = ask("awards", text)

    assert found.values == {
        "award": "Personalised Treatment For Cystic Fibrosis Patients",
        "award_number": "755021",
        "award_id": "00k4n6c32::755021",
        "award_url": "https://cordis.europa.eu/projects/755021",
        "funder": "European Commission",
        "funder_ror": "00k4n6c32",
    }


@pytest.mark.parametrize(
    ("name", "text", "known", "label"),
    [
        ("languages", "germ", "deu", "German"),
        ("subjects", "calcimycin", "http://id.nlm.nih.gov/mesh/D000001", "Calcimycin"),
        ("programming-languages", "pyth", "python", "Python"),
        ("licences", "creative commons zero", "cc0-1.0", "Creative Commons Zero v1.0 Universal"),
        ("communities", "lab rev", "lab-reviewed", "Lab Reviewed"),
    ],
)
def test_a_term_is_known_by_the_repositorys_own_id(
    ask: Ask, name: str, text: str, known: str, label: str
) -> None:
    found = {item.id: item.label for item in ask(name, text)}

    assert found[known] == label


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"people"}))
@pytest.mark.parametrize(
    "text", ["zzzzzz qqqq", "a AND (", '"', "title:[* TO", "..", "\\\\", "%00", "💥💥", "a" * 5000]
)
def test_whatever_is_typed_the_repository_is_not_down(ask: Ask, name: str, text: str) -> None:
    ask(name, text)


# --- Of ROR and ORCID --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097", "carb", "JOSIAH carb"]
)
def test_a_person_is_found_by_name_and_by_orcid(standin: Standin, text: str) -> None:
    (found,) = vocabularies(standin).suggest("people", text).items

    assert found.values == {
        "family_name": "Carberry",
        "given_name": "Josiah",
        "orcid": "0000-0002-1825-0097",
        "affiliations": [{"name": "Brown University", "ror": ""}],
    }


def test_of_many_institutions_none_is_taken_for_todays(standin: Standin) -> None:
    (found,) = vocabularies(standin).suggest("people", "mei lin").items

    assert "affiliations" not in found.values
    assert found.detail == "Massachusetts Institute of Technology, ETH Zurich"


def test_who_has_one_name_has_a_family_name(standin: Standin) -> None:
    (found,) = vocabularies(standin).suggest("people", "sukarno").items

    assert (found.values["family_name"], found.values["given_name"]) == ("Sukarnoputri", "")


@pytest.mark.parametrize("text", ["ETH", "zürich", "05a28rw58", "https://ror.org/05a28rw58"])
def test_what_the_repository_does_not_know_ror_does(standin: Standin, text: str) -> None:
    found = vocabularies(standin).suggest("affiliations", text).items

    assert {"name": "ETH Zurich", "ror": "05a28rw58"} in [item.values for item in found]


def test_of_a_ror_id_that_nobody_has_nothing_is_known(standin: Standin) -> None:
    found = vocabularies(standin).suggest("affiliations", "https://ror.org/02nr0ka47")

    assert (found.items, found.down) == ((), ())


def test_a_university_is_no_funder(standin: Standin) -> None:
    looked_up = vocabularies(standin)

    assert [i.id for i in looked_up.suggest("affiliations", "kiel univ").items] == ["04v76ef78"]
    assert looked_up.suggest("funders", "kiel univ").items == ()


# --- Those that come along ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "known"),
    [("cc by", "cc-by-4.0"), ("MIT", "mit"), ("gpl", "gpl-3.0-only"), ("zero", "cc0-1.0")],
)
def test_the_licence_that_is_meant_comes_first(standin: Standin, text: str, known: str) -> None:
    found = vocabularies(standin).suggest("licences", text).items

    assert found[0].id == found[0].values["id"] == known
    assert str(found[0].values["link"]).startswith("https://")


@pytest.mark.parametrize(
    ("text", "language", "label"),
    [("germ", "en", "German"), ("deut", "de", "Deutsch"), ("日本", "en", "Japanese")],
)  # fmt: skip
def test_a_language_is_found_by_all_its_names(
    standin: Standin, text: str, language: str, label: str
) -> None:
    assert vocabularies(standin).suggest("languages", text, language).items[0].label == label


# --- In trouble --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", ["rate_limited", "unavailable", "server_error", "bad_gateway", "reset", "garbage"]
)
@pytest.mark.parametrize(
    ("name", "text", "place", "title"),
    [
        ("people", "carberry", "/elsewhere/orcid", "ORCID"),
        ("affiliations", "eth", "/elsewhere/ror", "ROR"),
        ("subjects", "calci", "/api/subjects", "Zenodo"),
    ],
)
def test_a_source_that_fails_is_named_and_no_error(
    standin: Standin, kind: str, name: str, text: str, place: str, title: str
) -> None:
    standin.fault(kind, path=place)
    try:
        found = vocabularies(standin).suggest(name, text)
    finally:
        standin.clear_faults()

    assert title in found.down


def test_a_source_that_is_late_is_not_waited_for(standin: Standin) -> None:
    standin.fault("late", path="/elsewhere/orcid", seconds=3)
    found = vocabularies(standin).suggest("people", "carberry")

    assert (found.items, found.down) == ((), ("ORCID",))


def test_when_the_repository_is_down_ror_and_the_lists_still_answer(standin: Standin) -> None:
    looked_up = vocabularies(standin, "http://127.0.0.1:9/api")

    for name, text in (("affiliations", "eth"), ("languages", "deutsch"), ("licences", "aal")):
        found = looked_up.suggest(name, text)
        assert found.items
        assert found.down == ("Zenodo",)


_keys = st.sampled_from(
    [
        *("hits", "items", "expanded-result", "id", "name", "names", "value", "types", "title"),
        *("funder", "identifiers", "scheme", "identifier", "orcid-id", "given-names", "props"),
        *("family-names", "institution-name", "locations", "geonames_details", "slug", "metadata"),
    ]
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | _keys, inner),
    max_leaves=8,
)
_hit = st.dictionaries(_keys, _json, max_size=8)


@settings(max_examples=60)
@given(_json, st.lists(_hit, max_size=3), st.sampled_from(NAMES))
def test_no_answer_of_others_does_harm(rot: Any, hits: list[Any], name: str) -> None:
    for answer in (rot, {"hits": {"hits": hits}, "items": hits, "expanded-result": hits}):
        saying = FakeFetcher(dict.fromkeys(Elsewhere, answer))
        found = Vocabularies(sources(saying, Directory(), "Zenodo")).suggest(name, "some words")
        assert found.down == ()
        for item in found.items:
            assert item.id
            assert item.label.isprintable()


@given(st.text(), st.sampled_from(NAMES))
def test_whatever_is_typed_only_the_known_are_asked_and_only_with_words(
    text: str, name: str
) -> None:
    asking = FakeFetcher()
    Vocabularies(sources(asking, Directory(), "Zenodo")).suggest(name, text)

    for of, path, params in asking.asked:
        assert of in Elsewhere
        assert all(part.replace(":", "").replace("-", "").isalnum() for part in path)
        signs = set('+&|!{}[]^"~?\\/') & set(params.get("q", "") + params.get("query", ""))
        assert not signs


def test_what_is_not_known_is_no_trouble() -> None:
    asking = FakeFetcher(dict.fromkeys(Elsewhere, Absent("service_absent")))
    looked_up = Vocabularies(sources(asking, Directory(), "Zenodo"))

    assert [looked_up.suggest(name, "some words").down for name in NAMES] == [()] * len(NAMES)
