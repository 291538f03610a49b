"""What a published record says beyond the form stays in what replaces its words."""

from typing import Any

from tests.places import METADATA
from zenferry.adapters.invenio_kept import with_what_stays
from zenferry.adapters.invenio_metadata import record_json
from zenferry.adapters.invenio_records import draft_of

FORM = {"title", "keywords", "licence", "lab:known"}


def made(**there: Any) -> dict[str, Any]:
    return with_what_stays(record_json(METADATA, lambda *_: False), there, FORM)


def test_a_part_that_the_form_lacks_stays_and_one_it_has_is_the_forms() -> None:
    dates = [{"date": "2020", "type": {"id": "collected", "title": {"en": "Collected"}}}]
    metadata = {"dates": dates, "rights": [{"id": "cc0-1.0"}], "title": "Theirs", "new": [1, False]}

    body = made(metadata=metadata)["metadata"]

    assert body["dates"] == [{"date": "2020", "type": {"id": "collected"}}]
    assert body["new"] == [1, False]
    assert body["title"] == METADATA.title
    assert body.get("rights") == record_json(METADATA, lambda *_: False)["metadata"].get("rights")  # type: ignore[attr-defined]


def test_custom_fields_of_others_stay() -> None:
    there = {"lab:known": "gone", "lab:other": {"id": "x", "title": {"en": "X"}}, "lab:flag": False}

    assert made(custom_fields=there)["custom_fields"] == {
        "lab:other": {"id": "x"},
        "lab:flag": False,
    }


def test_a_record_for_its_owner_alone_is_not_opened() -> None:
    assert made(access={"record": "restricted", "files": "restricted"})["access"] == {
        "record": "restricted",
        "files": "public",
    }
    assert made()["access"]["record"] == "public"


def test_a_doi_from_elsewhere_and_a_record_without_files_stay() -> None:
    doi = {"identifier": "10.1/x", "provider": "external"}

    body = made(pids={"doi": doi, "oai": {"identifier": "1"}}, files={"enabled": False})

    assert (body["pids"], body["files"]) == ({"doi": doi}, {"enabled": False})
    assert "pids" not in made(pids={"doi": {"identifier": "10.1/x", "provider": "datacite"}})


def test_who_may_see_it_belongs_to_what_it_says() -> None:
    def words(**access: Any) -> str:
        return draft_of({"id": "1", "status": "published", "access": access}).words

    assert words(files="public", status="open") == words(files="public", status="metadata-only")
    assert words(files="public") != words(files="restricted")
    until = {"active": True, "until": "2030-01-01"}
    assert words(files="restricted", embargo=until) != words(files="restricted")
