"""Our words in InvenioRDM's shape, and its complaints at our fields."""

import json
from dataclasses import replace

import pytest

from zenferry.adapters.invenio_metadata import record_json as told
from zenferry.adapters.invenio_places import field_of, field_of_value, lost
from zenferry.metadata import (
    Access,
    AccessKind,
    Affiliation,
    Licence,
    Metadata,
    Organisation,
    Person,
    Term,
)

PLAIN = Metadata(
    title="Sediment cores",
    resource_type="dataset",
    creators=(Person("Lovelace"),),
    description_html="<p>Cores.</p>",
    publication_date="2026-11-21",
    licences=(Licence("cc-by-4.0"),),
    publisher="Zenodo",
)
WHOLE = replace(
    PLAIN,
    creators=(
        Person("Lovelace", "Ada", "0000-0002-1825-0097", (Affiliation("One"), Affiliation("Two"))),
        Organisation("Tidal Flats", "05a28rw58", (Affiliation("Three"),)),
    ),
    keywords=("mud", "sand"),
    access=Access(AccessKind.EMBARGOED, "2027-01-01", "Under review"),
    version="1.0",
    languages=(Term("eng"),),
)


def record_json(metadata: Metadata) -> dict[str, object]:
    """At a repository whose lists are empty."""
    return told(metadata, lambda _vocabulary, _id: False)


def test_a_whole_record_is_told_in_their_words() -> None:
    assert record_json(WHOLE) == {
        "metadata": {
            "title": "Sediment cores",
            "resource_type": {"id": "dataset"},
            "creators": [
                {
                    "person_or_org": {
                        "type": "personal",
                        "family_name": "Lovelace",
                        "given_name": "Ada",
                        "identifiers": [{"scheme": "orcid", "identifier": "0000-0002-1825-0097"}],
                    },
                    "affiliations": [{"name": "One"}, {"name": "Two"}],
                },
                {
                    "person_or_org": {
                        "type": "organizational",
                        "name": "Tidal Flats",
                        "identifiers": [{"scheme": "ror", "identifier": "05a28rw58"}],
                    },
                    "affiliations": [{"name": "Three"}],
                },
            ],
            "description": "<p>Cores.</p>",
            "publication_date": "2026-11-21",
            "publisher": "Zenodo",
            "rights": [{"id": "cc-by-4.0"}],
            "subjects": [{"subject": "mud"}, {"subject": "sand"}],
            "version": "1.0",
            "languages": [{"id": "eng"}],
        },
        "access": {
            "record": "public",
            "files": "restricted",
            "embargo": {"active": True, "until": "2027-01-01", "reason": "Under review"},
        },
        "files": {"enabled": True},
    }


def test_what_was_not_given_is_not_told() -> None:
    assert set(record_json(PLAIN)["metadata"]) == {  # type: ignore[call-overload]
        *("title", "resource_type", "creators", "description", "publication_date"),
        *("publisher", "rights"),
    }


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        (AccessKind.OPEN, "public"),
        (AccessKind.RESTRICTED, "restricted"),
        (AccessKind.EMBARGOED, "restricted"),
    ],
)
def test_only_open_files_are_public(kind: AccessKind, files: str) -> None:
    access = record_json(replace(PLAIN, access=Access(kind, "2027-01-01")))["access"]
    assert isinstance(access, dict)
    assert (access["record"], access["files"]) == ("public", files)
    assert ("embargo" in access) == (kind is AccessKind.EMBARGOED)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("metadata.title", "title"),
        ("metadata.creators", "creators"),
        ("metadata.creators.0.person_or_org.family_name", "creators.0.family_name"),
        ("metadata.creators.12.person_or_org.given_name", "creators.12.given_name"),
        ("metadata.creators.1.person_or_org.name", "creators.1.name"),
        ("metadata.creators.1.person_or_org.identifiers.0.identifier", "creators.1"),
        ("metadata.creators.1.affiliations", "creators.1.affiliations"),
        ("metadata.creators.1.affiliations.2.name", "creators.1.affiliations.2.name"),
        ("metadata.creators.1.role", "creators.1.role"),
        ("metadata.description", "description"),
        ("metadata.resource_type", "resource_type"),
        ("metadata.resource_type.id", "resource_type"),
        ("metadata.publication_date", "publication_date"),
        ("metadata.rights.0.id", "licence"),
        ("metadata.subjects.3.subject", "keywords.3"),
        ("metadata.subjects", "keywords"),
        ("metadata.languages.0", "languages.0"),
        ("metadata.version", "version"),
        ("access.embargo.until", "embargo_until"),
        ("access.embargo.reason", "embargo_reason"),
        ("access.files", "access"),
        ("access", "access"),
        ("files.enabled", "files"),
        ("files", "files"),
        ("metadata.funding.0.award", "funding.0.award"),
        ("pids.doi", None),
        ("", None),
        ("metadata.title\n", None),
    ],
)
def test_a_complaint_of_theirs_stands_at_our_field(theirs: str, ours: str | None) -> None:
    assert field_of(theirs) == ours


@pytest.mark.parametrize(
    ("value", "ours"),
    [
        ("dataset", "resource_type"),
        ("cc-by-4.0", "licence"),
        ("eng", "languages.0"),
        ("nobody-sent-this", None),
    ],
)
def test_a_value_that_is_complained_of_is_found(value: str, ours: str | None) -> None:
    assert field_of_value(record_json(WHOLE), value) == ours


def test_what_is_kept_is_not_lost() -> None:
    sent = record_json(WHOLE)
    kept = {**sent, "id": "1", "links": {}, "revision_id": 4}
    assert list(lost(sent, kept)) == []


def test_rewritten_text_is_not_lost_but_vanished_text_is() -> None:
    sent = {
        "metadata": {
            "title": "a “b”",
            "description": "<p>x</p>",
            "creators": [{"person_or_org": {"name": "y"}}],
        }
    }
    kept = {"metadata": {"title": 'a "b"', "description": "<p>z</p>", "creators": []}}
    name = "metadata.creators.0.person_or_org.name"
    assert list(lost(sent, kept)) == [name]
    assert list(lost(sent, {})) == ["metadata.title", "metadata.description", name]


@pytest.mark.parametrize("kept", [None, [], "x", 1, {"metadata": None}, {"metadata": []}])
def test_whatever_they_answer_everything_else_is_lost(kept: object) -> None:
    sent = {"metadata": {"rights": [{"id": "mit"}], "version": "1"}}
    assert list(lost(sent, kept)) == ["metadata.rights.0.id", "metadata.version"]


def test_an_identifier_or_date_that_came_back_changed_is_lost() -> None:
    sent = record_json(WHOLE)
    text = json.dumps(sent).replace("0000-0002-1825-0097", "x").replace("2027-01-01", "2028-01-01")
    assert list(lost(sent, json.loads(text))) == [
        "metadata.creators.0.person_or_org.identifiers.0.identifier",
        "access.embargo.until",
    ]


def test_whatever_is_lost_is_shown_at_a_field() -> None:
    nowhere = [path for path in lost(record_json(WHOLE), {}) if not field_of(path)]
    assert nowhere == []
