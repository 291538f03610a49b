"""The function that reads on the embedded cloud: its own package and role, and the stand-in."""

import pytest
import requests

from infra.local.demo import Demo

pytestmark = pytest.mark.cloud


def asked(demo: Demo, name: str, text: str) -> requests.Response:
    query = {"suggest": text, "language": "en"}
    return requests.get(f"{demo.page}api/vocabularies/{name}", params=query, timeout=30)


@pytest.mark.parametrize(
    ("name", "text", "label"),
    [
        ("people", "garcía", "Maria del Carmen García Márquez"),
        ("people", "janssen", "Imke Janssen"),
        ("affiliations", "zurich", "ETH Zurich"),
        ("funders", "wellcome", "Wellcome Trust"),
        ("awards", "wadshore", "Shores of the Wadden Sea under a rising tide"),
        ("licences", "cc by 4", "Creative Commons Attribution 4.0 International"),
        ("languages", "deu", "German"),
        ("subjects", "sediment", "Sediment"),
        ("programming-languages", "pyth", "Python"),
        ("communities", "tidal", "Tidal Flats"),
    ],
)
def test_every_vocabulary_answers(demo: Demo, name: str, text: str, label: str) -> None:
    answer = asked(demo, name, text)

    assert answer.status_code == 200, answer.text
    assert answer.json()["notice"] is None
    assert label in [item["label"] for item in answer.json()["items"]]
    whose = "private" if name == "people" else "public"
    assert answer.headers["cache-control"] == f"{whose}, max-age=3600"


def test_a_source_that_is_down_costs_its_suggestions_only(demo: Demo) -> None:
    fault = {"when": {"method": "GET", "path": "/elsewhere/orcid"}, "kind": "server_error"}
    faults = demo.repository.url.removesuffix("/api") + "/faults"
    assert requests.post(faults, json=fault, timeout=10).ok

    answer = asked(demo, "people", "petersen")

    assert answer.status_code == 200
    assert [item["label"] for item in answer.json()["items"]] == ["Tjark Petersen"]
    assert answer.json()["notice"].startswith("ORCID can't be asked at the moment.")
    assert answer.headers["cache-control"] == "no-store"


def test_a_problem_is_told_as_everywhere(demo: Demo) -> None:
    answer = asked(demo, "nothing", "abc")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
