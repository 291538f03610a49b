"""The function that reads, as a client sees it: look-ups are cached, in words, and never fail."""

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from infra.local.demo import EXAMPLE
from tests.fake_sources import FakeSource, item
from zenferry.api.reading import create_reading_app
from zenferry.look_ups.vocabularies import Vocabularies
from zenferry.wiring import Parts, Settings


def client(*sources: FakeSource) -> FlaskClient:
    looked_up = Vocabularies({"people": sources, "funders": sources})
    parts = Parts(Settings(profile=str(EXAMPLE)), vocabularies=looked_up)
    return create_reading_app(parts).test_client()


ADA = item("ada", family_name="Lovelace")


@pytest.mark.parametrize(
    ("name", "whose"),
    [("funders", "public"), ("people", "private")],
    ids=["by everybody", "people by whoever asked"],
)
def test_suggestions_may_be_kept_for_an_hour(name: str, whose: str) -> None:
    answer = client(FakeSource("ORCID", [ADA])).get(f"/api/vocabularies/{name}?suggest=ada")

    shown = {"id": "ada", "label": "Ada", "detail": "", "values": {"family_name": "Lovelace"}}
    assert answer.get_json() == {"items": [shown], "notice": None}
    assert answer.headers["Cache-Control"] == f"{whose}, max-age=3600"


def test_that_a_source_is_down_is_said_and_not_kept() -> None:
    sources = (FakeSource("", [ADA]), FakeSource("ORCID", down=True))
    answer = client(*sources).get("/api/vocabularies/people?suggest=ada")

    assert answer.status_code == 200
    assert len(answer.get_json()["items"]) == 1
    assert answer.get_json()["notice"] == (
        "ORCID can't be asked at the moment. What you type yourself is taken just as well."
    )
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_error_is_never_kept() -> None:
    answer = client().get("/api/vocabularies/nothing?suggest=ada")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


def test_it_cannot_be_written_to() -> None:
    assert client().post("/api/vocabularies/people", json={}).status_code == 405


def test_what_is_kept_elsewhere_is_not_here() -> None:
    assert client().post("/api/submissions", json={}).status_code == 404


@pytest.mark.parametrize("query", ["", "?suggest", "?suggest=%ff%fe", "?suggest=a&suggest=b"])
def test_a_question_that_is_none_has_no_answers(query: str) -> None:
    answer = client(FakeSource("ORCID")).get(f"/api/vocabularies/people{query}")

    assert (answer.status_code, answer.get_json()) == (200, {"items": [], "notice": None})


@given(st.text(), st.text(), st.text())
def test_whatever_is_asked_nothing_breaks(name: str, text: str, language: str) -> None:
    answer = client().get(
        "/api/vocabularies/" + name.replace("/", ""),
        query_string={"suggest": text, "language": language},
    )
    assert answer.status_code in {200, 404, 308, 405}
