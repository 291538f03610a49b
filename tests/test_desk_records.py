"""The registry at the desk: what was published, in lists and files, for curators alone."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from bibtexparser.entrypoint import parse_string

from tests.curated import At, CuratedHouse
from tests.registered import entry
from zenferry.api.curation import tables
from zenferry.records.registry import CHANGES, works

_PATHS = ("records", "records.csv", "records.json", "records.bib")


@pytest.fixture
def place() -> CuratedHouse:
    made = CuratedHouse()
    for number in range(5):
        made.registry.keep(entry("zenodo", str(number)))
    made.registry.keep(entry("sandbox", "9", practice=True, title='=cmd|"x"!A0'))
    ours = replace(entry("zenodo", "7"), submission="s1", withdrawn="2026-11-22T00:00:00+00:00")
    made.registry.keep(ours)
    return made


@pytest.fixture
def at(place: CuratedHouse) -> At:
    return place.signed_in()


@pytest.mark.parametrize("path", _PATHS)
def test_nobody_else_reads_it(place: CuratedHouse, path: str) -> None:
    assert At(place, "no").call("GET", path).status_code == 401
    assert place.desk.get(f"/api/curation/{path}").status_code == 401


def test_it_is_listed_a_page_at_a_time(at: At) -> None:
    first = at.get("records?most=4")
    rest = at.get(f"records?most=4&before={first['next']}")
    told = first["records"] + rest["records"]
    assert [row["record"] for row in told] == list("9743210")
    assert rest["next"] is None
    [gone] = [row for row in told if row["withdrawn"]]
    assert gone["submission"] == "s1"


def test_versions_are_told_to_belong_together(place: CuratedHouse, at: At) -> None:
    told = {"concept": "c", "concept_doi": "10.5281/zenodo.1"}
    place.registry.keep(entry("zenodo", "8", **told))
    rows = {row["record"]: row for row in at.get("records")["records"]}
    assert {name: rows["8"][name] for name in told} == told
    assert (rows["3"]["concept"], rows["3"]["concept_doi"]) == ("3", None)


@pytest.mark.parametrize("query", ["before=x", "most=0", "most=999", "most=x"])
def test_what_is_no_page_is_refused(at: At, query: str) -> None:
    assert at.call("GET", f"records?{query}").status_code in {400, 422}


@pytest.mark.parametrize(
    "before",
    ["x", "zenodo/", "elsewhere/1", "zenodo/é", "/", "zenodo", "zenodo/" + "1" * 2000],
    ids=lambda before: before[:20],
)
@pytest.mark.parametrize("path", _PATHS[1:])
def test_an_export_goes_on_from_where_one_ended_only(at: At, path: str, before: str) -> None:
    assert at.call("GET", f"{path}?before={before}").status_code == 400


def test_as_a_table_no_cell_is_a_formula(at: At) -> None:
    answer = at.call("GET", "records.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == 7
    assert [row["title"] for row in rows if row["repository"] == "sandbox"] == ['\'=cmd|"x"!A0']
    assert [row["submission"] for row in rows if row["withdrawn"]] == ["s1"]
    assert all(row["citation"] and row["checksums"] for row in rows)


def test_as_bibtex_each_has_a_key(at: At) -> None:
    library = parse_string(at.call("GET", "records.bib").text)
    assert len({each.key for each in library.entries}) == 7


def test_what_does_not_fit_into_an_answer_comes_in_the_next(
    at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "FULL", 1000)
    told, answer = [], at.get("records.json")
    while True:
        told += answer["records"]
        if not answer["next"]:
            break
        answer = at.get(f"records.json?before={answer['next']}")
    assert sorted(each["record"] for each in told) == list("0123479")


def test_a_record_is_taken_off_the_pages_and_put_back_and_both_are_logged(
    place: CuratedHouse, at: At
) -> None:
    def public() -> list[str]:
        return [work.latest.record for work in works(place.registry.entries("zenodo"))]

    def hidden() -> bool:
        [line] = [row for row in at.get("records")["records"] if row["record"] == "3"]
        return bool(line["hidden"])

    assert "3" in public()
    for _ in range(2):
        assert at.call("POST", "records/zenodo/3/hide").status_code == 204
    assert "3" not in public()
    assert hidden()
    wished = place.registry.bookmark(CHANGES).at
    assert wished
    place.clock.advance(minutes=1)
    assert at.call("POST", "records/zenodo/3/show").status_code == 204
    assert "3" in public()
    assert not hidden()
    assert place.registry.bookmark(CHANGES).at > wished
    assert place.submissions.log.acts("zenodo/3") == ["record_hidden", "record_shown"]


@pytest.mark.parametrize("path", ["zenodo/77", "elsewhere/3", "zenodo/%C3%A9", "zenodo/%23"])
def test_what_is_not_on_the_list_is_not_taken_off(at: At, path: str) -> None:
    answer = at.call("POST", f"records/{path}/hide")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_record")


def test_nobody_else_takes_anything_off(place: CuratedHouse) -> None:
    assert At(place, "no").call("POST", "records/zenodo/3/hide").status_code == 401
    assert not place.registry.rows["zenodo", "3"].hidden
