"""POST /api/imports: a file, a DOI or a list of authors in, values of the form out."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from infra.local.repository import running
from tests.crossing import EXAMPLE
from zenferry.adapters.fetcher import HttpFetcher
from zenferry.api.reading import create_reading_app
from zenferry.errors import Absent, NotNow
from zenferry.look_ups.fetching import Elsewhere
from zenferry.wiring import Parts, Settings

FOLDER = Path(__file__).parent / "imports"


class Registries:
    """What is registered, by DOI; who is down does not answer."""

    def __init__(self) -> None:
        self.works: dict[tuple[Elsewhere, str], Any] = {}
        self.down: set[Elsewhere] = set()
        self.asked: list[tuple[Elsewhere, tuple[str, ...], float]] = []

    def json(
        self,
        of: Elsewhere,
        path: Sequence[str],
        params: Mapping[str, str] | None = None,
        *,
        seconds: float = 2.0,
    ) -> Any:
        assert not params
        self.asked.append((of, tuple(path), seconds))
        if of in self.down:
            raise NotNow("service_down", service=of.value)
        if (of, path[-1]) not in self.works:
            raise Absent("service_absent", service=of.value)
        return self.works[of, path[-1]]


@pytest.fixture
def registries() -> Registries:
    return Registries()


def client(fetcher: object) -> FlaskClient:
    return create_reading_app(Parts(Settings(profile=str(EXAMPLE)), fetcher=fetcher)).test_client()


@pytest.fixture
def http(registries: Registries) -> FlaskClient:
    return client(registries)


def post(http: FlaskClient, body: object, language: str = "en") -> TestResponse:
    return http.post("/api/imports", json=body, headers={"Accept-Language": language})


def test_a_file_is_answered_with_values_what_was_filled_and_what_was_not_understood(
    http: FlaskClient,
) -> None:
    text = json.dumps({"title": "Mud", "name": "mud", "keywords": ["a"], "colour": "brown"})
    answer = post(http, {"text": text, "name": "datapackage.json"})
    assert answer.status_code == 200
    assert answer.get_json() == {
        "format": "datapackage",
        "values": {"title": "Mud", "resource_type": "dataset", "keywords": ["a"]},
        "filled": ["title", "resource_type", "keywords"],
        "not_understood": [{"what": "colour", "value": "brown"}],
    }


def test_a_list_of_authors_is_answered_with_creators(http: FlaskClient) -> None:
    body = post(http, {"authors": "Ada Lovelace, Grace Hopper (Navy)"}).get_json()
    assert body["filled"] == ["creators"]
    assert [who["family_name"] for who in body["values"]["creators"]] == ["Lovelace", "Hopper"]


def test_what_the_profile_does_not_offer_is_told_and_not_filled_in(http: FlaskClient) -> None:
    kind = {"upload_type": "publication", "publication_type": "article", "journal_title": "J"}
    text = json.dumps({"title": "Mud", "license": "odbl-1.0", **kind})
    body = post(http, {"text": text}).get_json()
    assert body["filled"] == ["title"]
    assert {one["what"] for one in body["not_understood"]} == {
        "resource_type",
        "licence",
        "journal_title",
    }


def test_a_file_of_no_known_format_is_refused_with_what_to_do(http: FlaskClient) -> None:
    answer = post(http, {"text": "Dear colleagues,", "name": "letter.txt"})
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["code"] == "import_format"
    assert "Choose a CITATION.cff" in answer.get_json()["detail"]


def test_the_refusal_is_said_in_german_too(http: FlaskClient) -> None:
    answer = post(http, {"text": ""}, language="de")
    assert answer.get_json()["detail"].startswith("Darin steht nichts.")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "a", "doi": "b"},
        {"name": "CITATION.cff"},
        {"text": None},
        {"text": 1},
        {"authors": ["Ada"]},
        {"text": "a", "name": "n" * 501},
        {"text": "a", "other": 1},
        {"doi": {}},
    ],
)
def test_a_request_that_asks_for_nothing_or_two_things_is_refused(
    http: FlaskClient, body: object
) -> None:
    assert post(http, body).status_code == 422


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'"x"', b"\xff", b"[" * 5000])
def test_a_body_that_is_no_object_is_refused(http: FlaskClient, raw: bytes) -> None:
    answer = http.post("/api/imports", data=raw, content_type="application/json")
    assert answer.status_code == 400


def test_a_body_that_is_too_large_is_refused(http: FlaskClient) -> None:
    refused = post(http, {"text": "x" * 2_000_000})
    assert refused.status_code == 413
    assert refused.get_json()["detail"].endswith("Shorten it to 1 MB.")
    assert post(http, {"text": "x" * 300_000}).status_code == 422


DATACITE = json.loads((FOLDER / "datacite.json").read_text("utf-8"))
CROSSREF = json.loads((FOLDER / "crossref.json").read_text("utf-8"))


def test_a_doi_is_asked_of_datacite_first(http: FlaskClient, registries: Registries) -> None:
    registries.works[Elsewhere.DATACITE, "10.1234/mud.9"] = DATACITE
    body = post(http, {"doi": " https://doi.org/10.1234/mud.9 "}).get_json()
    assert body["format"] == "datacite"
    assert body["values"]["title"] == "Mud of the Jade Bay"
    assert registries.asked == [(Elsewhere.DATACITE, ("dois", "10.1234/mud.9"), 5.0)]


def test_a_doi_that_datacite_does_not_know_is_asked_of_crossref(
    http: FlaskClient, registries: Registries
) -> None:
    registries.works[Elsewhere.CROSSREF, "10.1234/paper.5"] = CROSSREF
    body = post(http, {"doi": "doi:10.1234/paper.5"}).get_json()
    assert body["format"] == "crossref"
    assert [who.get("family_name") for who in body["values"]["creators"]] == ["Lovelace", None]
    assert [grant["award_number"] for grant in body["values"]["funding"]] == ["4711", "4712"]
    assert body["values"]["related"][0]["identifier"] == "10.1234/paper.5"


def test_crossref_is_asked_when_datacite_is_down(http: FlaskClient, registries: Registries) -> None:
    registries.down.add(Elsewhere.DATACITE)
    registries.works[Elsewhere.CROSSREF, "10.1234/paper.5"] = CROSSREF
    assert post(http, {"doi": "10.1234/paper.5"}).status_code == 200


def test_a_doi_that_nobody_knows_is_refused(http: FlaskClient) -> None:
    answer = post(http, {"doi": "10.1234/nothing"})
    assert answer.status_code == 422
    assert "10.1234/nothing" in answer.get_json()["detail"]


def test_while_a_registry_is_down_a_doi_is_not_called_unknown(
    http: FlaskClient, registries: Registries
) -> None:
    registries.down.add(Elsewhere.DATACITE)
    answer = post(http, {"doi": "10.1234/nothing"})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert answer.get_json()["code"] == "import_doi_down"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "10.1234",
        "10.1234/",
        "https://example.org/10.1234/x",
        "https://doi.org.example.org/10.1234/x",
        "10.1234/a b",
        "10.1234/a\nb",
        "x" * 1000,
        "10.1234/" + "x" * 1000,
        "../../10.1234/x",
    ],
)
def test_what_is_no_doi_is_asked_of_nobody(
    http: FlaskClient, registries: Registries, written: str
) -> None:
    answer = post(http, {"doi": written})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "import_doi")
    assert registries.asked == []


@pytest.mark.parametrize("answered", [None, [], "x", 7, {"data": None}, {"message": [1]}, [[[]]]])
def test_an_odd_answer_of_a_registry_fills_nothing_in(
    http: FlaskClient, registries: Registries, answered: object
) -> None:
    registries.works[Elsewhere.DATACITE, "10.1234/odd"] = answered
    answer = post(http, {"doi": "10.1234/odd"})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "import_doi_unknown")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The registries as the demo has them."""
    with running(tmp_path_factory.mktemp("standin")) as standin:
        addresses = {
            Elsewhere.DATACITE: f"{standin.elsewhere}/datacite",
            Elsewhere.CROSSREF: f"{standin.elsewhere}/crossref",
        }
        yield client(HttpFetcher(addresses, contact="a@example.org"))


@pytest.mark.parametrize(
    ("doi", "format_", "title"),
    [
        ("10.5072/jade-bay-cores", "datacite", "Sediment cores of the Jade Bay, 2021"),
        ("10.5555/Jade-Bay-Mud", "crossref", "How the mud of the Jade Bay moves"),
    ],
)
def test_the_demo_knows_some_dois(demo: FlaskClient, doi: str, format_: str, title: str) -> None:
    body = post(demo, {"doi": doi}).get_json()
    assert (body["format"], body["values"]["title"]) == (format_, title)


def test_a_doi_with_odd_letters_stays_one_step_of_the_path(demo: FlaskClient) -> None:
    answer = post(demo, {"doi": "10.1234/a/../../../x?y=1#z%2F<>"})
    assert answer.get_json()["code"] == "import_doi_unknown"


TEXTS = [path.read_text("utf-8") for path in sorted(FOLDER.iterdir()) if path.is_file()]
NAMES = [path.name for path in FOLDER.iterdir()] + ["a.bib", "a.csv", "x", "", "../.."]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_whatever_is_sent_there_is_an_answer(http: FlaskClient, data: st.DataObject) -> None:
    text = data.draw(st.text(max_size=200) | st.sampled_from(TEXTS))
    name = data.draw(st.sampled_from(NAMES))
    part = data.draw(st.sampled_from(["text", "authors", "doi"]))
    answer = post(http, {part: text} | ({"name": name} if part == "text" else {}))
    assert answer.status_code in {200, 400, 422}


def test_nothing_of_a_broken_file_is_logged(
    http: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        post(http, {"text": "@article{secret, title = {a}, b\n@book{secret, a = }"})
    assert "secret" not in caplog.text
