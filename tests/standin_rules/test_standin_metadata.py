"""What we rely on of an InvenioRDM with Zenodo's settings: which metadata it keeps, and as what.

Each statement is put to the stand-in, and with `-m conformance` to a real one.
"""

import pytest

from tests.standin_targets import METADATA, Json, Target, fields, repository, standin

__all__ = ["repository", "standin"]

REQUIRED = "Missing data for required field."


@pytest.mark.parametrize(
    ("name", "value", "field", "message"),
    [
        ("title", "ab", "title", "Shorter than minimum length 3."),
        ("title", 5, "title", "Not a valid string."),
        ("version", None, "version", "Field may not be null."),
        (
            "publication_date",
            "20/11/2026",
            "publication_date",
            "Please provide a valid date or interval.",
        ),
        (
            "publication_date",
            "2026-02-30",
            "publication_date",
            "Please provide a valid date or interval.",
        ),
        ("description", "ab", "description", "Shorter than minimum length 3."),
        ("creators", [], "creators", REQUIRED),
        ("resource_type", {}, "resource_type.id", REQUIRED),
        ("strange", 1, "strange", "Unknown field."),
        (
            "creators",
            [{"person_or_org": {"type": "personal", "given_name": "Ada"}}],
            "creators.0.person_or_org.family_name",
            "Family name cannot be blank.",
        ),
        (
            "creators",
            [{"person_or_org": {"type": "organizational"}}],
            "creators.0.person_or_org.name",
            "Name cannot be blank.",
        ),
        (
            "creators",
            [{"person_or_org": {"family_name": "Lovelace"}}],
            "creators.0.person_or_org.type",
            "Invalid value. Choose one of ['organizational', 'personal'].",
        ),
        (
            "creators",
            [
                {
                    "person_or_org": {
                        "type": "personal",
                        "family_name": "Lovelace",
                        "identifiers": [{"scheme": "orcid", "identifier": "0000-0002-1825-0098"}],
                    }
                }
            ],
            "creators.0.person_or_org.identifiers.0.identifier",
            "Invalid ORCID identifier.",
        ),
        (
            "creators",
            [
                {
                    "person_or_org": {"type": "personal", "family_name": "Lovelace"},
                    "affiliations": [{"name": "Lab", "identifiers": []}],
                }
            ],
            "creators.0.affiliations.0.identifiers",
            "Unknown field.",
        ),
    ],
)
def test_a_bad_value_is_dropped_and_named(
    repository: Target, name: str, value: object, field: str, message: str
) -> None:
    metadata = METADATA | {name: value}

    draft = repository.depositor.json("POST", "/records", json={"metadata": metadata})

    assert fields(draft) == {f"metadata.{field}": [message]}


@pytest.mark.parametrize(
    ("name", "value", "unknown"),
    [
        ("resource_type", {"id": "datasets"}, "datasets"),
        ("rights", [{"id": "CC-BY-4.0"}], "CC-BY-4.0"),
        ("languages", [{"id": "en"}], "en"),
        (
            "creators",
            [
                {
                    "person_or_org": {"type": "personal", "family_name": "Lovelace"},
                    "affiliations": [{"id": "https://ror.org/01ggx4157"}],
                }
            ],
            "https://ror.org/01ggx4157",
        ),
    ],
)
def test_an_unknown_id_refuses_everything_and_names_no_field(
    repository: Target, name: str, value: object, unknown: str
) -> None:
    metadata = METADATA | {name: value}

    answer = repository.depositor.call("POST", "/records", json={"metadata": metadata})

    assert answer.status_code == 400
    assert answer.json() == {"message": f"Invalid value {unknown}.", "status": 400}


def test_known_ids_come_back_with_their_titles(repository: Target) -> None:
    metadata = METADATA | {
        "rights": [{"id": "cc-by-4.0"}],
        "languages": [{"id": "eng"}],
        "subjects": [{"subject": "tides"}],
    }

    kept = repository.depositor.json("POST", "/records", json={"metadata": metadata})["metadata"]

    assert kept["resource_type"]["id"] == "dataset"
    assert kept["resource_type"]["title"]["en"] == "Dataset"
    assert kept["rights"][0]["id"] == "cc-by-4.0"
    assert kept["languages"] == [{"id": "eng", "title": {"en": "English"}}]
    assert kept["subjects"] == [{"subject": "tides"}]


def test_persons_and_identifiers_are_put_into_one_form(repository: Target) -> None:
    person = {"type": "personal", "given_name": "Josiah", "family_name": "Carberry"}
    orcid = {"identifier": "https://orcid.org/0000-0002-1825-0097"}
    organisation = {
        "type": "organizational",
        "name": "CERN",
        "identifiers": [{"scheme": "ror", "identifier": "https://ror.org/01ggx4157"}],
    }
    creators: list[Json] = [
        {
            "person_or_org": person | {"identifiers": [orcid]},
            "affiliations": [{"id": "01ggx4157"}, {"name": "Free text"}],
        },
        {"person_or_org": organisation},
    ]

    draft = repository.depositor.json(
        "POST", "/records", json={"metadata": METADATA | {"creators": creators}}
    )

    kept = draft["metadata"]["creators"]
    assert "errors" not in draft
    assert kept[0]["person_or_org"]["name"] == "Carberry, Josiah"
    assert kept[0]["person_or_org"]["identifiers"] == [
        {"identifier": "0000-0002-1825-0097", "scheme": "orcid"}
    ]
    assert kept[0]["affiliations"][0]["id"] == "01ggx4157"
    assert kept[0]["affiliations"][0]["name"] == "European Organization for Nuclear Research"
    assert kept[0]["affiliations"][1] == {"name": "Free text"}
    assert kept[1]["person_or_org"]["identifiers"] == [{"identifier": "01ggx4157", "scheme": "ror"}]


def test_two_identifiers_of_one_scheme_lose_them_all(repository: Target) -> None:
    both = ("0000-0002-1825-0097", "0000-0001-5109-3700")
    person = METADATA["creators"][0]["person_or_org"] | {
        "identifiers": [{"scheme": "orcid", "identifier": orcid} for orcid in both]
    }

    draft = repository.depositor.json(
        "POST", "/records", json={"metadata": METADATA | {"creators": [{"person_or_org": person}]}}
    )

    assert fields(draft) == {
        "metadata.creators.0.person_or_org.identifiers": [
            "Only one identifier per scheme is allowed."
        ]
    }
    assert "identifiers" not in draft["metadata"]["creators"][0]["person_or_org"]


@pytest.mark.parametrize(
    ("name", "sent", "kept"),
    [
        ("title", "“Curly” ﬁne Ａ e\u0301", '"Curly" fine A é'),
        ("title", "  a \u200b\x00bell\x07  ", "a bell"),
        ("title", "fish &amp; chips", "fish & chips"),
        ("title", "<b>bold</b> &amp; x", "<b>bold</b> &amp; x"),
        ("description", "<p>a<script>b</script></p>", "<p>ab</p>"),
        ("description", "<p>1 &lt; 2 &amp; 3 &gt; 2 &quot;q&quot; &#39;</p>", None),
        ("description", "<p>a</p>\n<p>b<br>c</p>", None),
        ("description", "plain & 1 < 2", "plain &amp; 1 &lt; 2"),
        ("description", '<p><img src="x" onerror="y">z</p>', "<p>z</p>"),
        ("description", "<p>unclosed", "<p>unclosed</p>"),
    ],
)
def test_text_is_rewritten_in_silence(
    repository: Target, name: str, sent: str, kept: str | None
) -> None:
    draft = repository.depositor.json(
        "POST", "/records", json={"metadata": METADATA | {name: sent}}
    )

    assert "errors" not in draft
    assert draft["metadata"][name] == (sent if kept is None else kept)


@pytest.mark.parametrize(
    ("until", "message"),
    [
        ("2020-01-01", "Embargo end date must be set to a future date."),
        (None, "Embargo end date must be set to a future date."),
        ("soon", "Not a valid date."),
        ("2099-01-01", None),
    ],
)
def test_an_embargo_ends_in_the_future(
    repository: Target, until: str | None, message: str | None
) -> None:
    embargo: Json = {"active": True, "reason": "A paper"} | ({"until": until} if until else {})

    draft = repository.draft(access={"record": "public", "files": "restricted", "embargo": embargo})

    assert fields(draft) == ({"access.embargo.until": [message]} if message else {})
    assert draft["access"]["status"] == "embargoed"
