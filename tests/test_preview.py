"""The preview shows what there is, marks what is not in the record, and stumbles over nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.crossing import EXAMPLE, VALUES
from zenferry.api.preview import MOST_FILES
from zenferry.api.reading import create_reading_app
from zenferry.fields import FIELDS
from zenferry.preview.record import Part
from zenferry.wiring import Parts, Settings


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    now = lambda: datetime(2026, 11, 21, tzinfo=UTC)  # noqa: E731
    return create_reading_app(Parts(Settings(profile=str(EXAMPLE)), now=now)).test_client()


def shown(client: FlaskClient, values: object, **more: object) -> dict[str, Any]:
    answer = client.post("/api/preview", json={"values": values, **more})
    assert answer.status_code == 200
    body: dict[str, Any] = answer.get_json()
    return body


def lines(body: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for section in body["sections"]:
        for row in section["rows"]:
            found.setdefault(row["label"], []).append(row["value"])
    return found


def test_a_whole_record_is_shown_with_heading_sections_and_citations(client: FlaskClient) -> None:
    body = shown(client, VALUES, language="en", doi="10.5281/zenodo.7")
    assert body["title"] == "Sediment cores of the Jade Bay"
    assert body["resource_type"] == "Dataset"
    assert body["description_html"].startswith("<p>Grain sizes.")
    assert body["creators"] == [
        {
            "name": "Carberry, Josiah",
            "orcid": "0000-0002-1825-0097",
            "affiliations": ["Brown University"],
        }
    ]
    assert body["citations"][0]["label"] == "APA"
    assert "zenodo.7" in body["citations"][0]["text"]
    assert body["bibtex"].startswith("@dataset{carberry2026,")
    assert lines(body)["Licence"] == ["CC BY 4.0"]
    assert "anyone" in body["access"].lower()


def test_what_the_spam_check_would_count_is_told_with_either_kind_of_account(
    client: FlaskClient,
) -> None:
    files = [{"path": "a.pdf", "size": 10}]
    told = shown(client, VALUES, files=files)["spam"]
    assert told["points"] == 2
    assert "about 2 for" in told["message"]
    assert "comes to 12, with a verified one to -8" in told["message"]
    assert shown(client, {})["spam"] is None
    assert shown(client, VALUES, parts=["bibtex"])["spam"] is None


def test_only_what_is_wanted_is_made(client: FlaskClient) -> None:
    whole = shown(client, VALUES)
    part = shown(client, VALUES, parts=["citation", "warnings"])

    assert part["citations"] == whole["citations"][:1]
    assert part["warnings"] == whole["warnings"] != []
    assert (part["sections"], part["bibtex"]) == ([], "")
    assert (part["title"], part["creators"]) == (whole["title"], whole["creators"])
    assert shown(client, VALUES, parts=["bibtex"])["citations"] == []
    assert shown(client, VALUES, parts=[part.value for part in Part]) == whole


@pytest.mark.parametrize("parts", ["citation", ["citations", "fax"], [7], {}, [[]], [None]])
def test_a_part_that_there_is_not_is_refused(client: FlaskClient, parts: object) -> None:
    answer = client.post("/api/preview", json={"values": VALUES, "parts": parts})
    told = answer.get_json()
    assert (answer.status_code, [each["field"] for each in told["errors"]]) == (422, ["parts"])


def test_nothing_typed_shows_nothing_and_warns_of_nothing(client: FlaskClient) -> None:
    body = shown(client, {})
    assert body["title"] == body["bibtex"] == body["description_html"] == ""
    assert body["sections"] == body["citations"] == body["warnings"] == body["creators"] == []


def test_what_is_wrong_is_left_out_and_the_rest_is_there(client: FlaskClient) -> None:
    creators = [
        {"type": "person", "family_name": "Lovelace", "orcid": "wrong"},
        {"type": "person", "given_name": "Nameless"},
        {"type": "organisation", "name": "Institute", "affiliations": [{"ror": "x"}]},
    ]
    body = shown(client, {"title": "Half a record", "creators": creators, "licence": "?"})
    assert [creator["name"] for creator in body["creators"]] == ["Lovelace", "Institute"]
    assert body["creators"][0]["orcid"] is None
    assert "Licence" not in lines(body)
    assert "Half a record" in body["citations"][0]["text"]


def test_the_way_to_the_files_is_told(client: FlaskClient) -> None:
    later = shown(client, {**VALUES, "access": "embargoed", "embargo_until": "2027-05-01"})
    assert "2027-05-01" in later["access"]
    undecided = shown(client, {**VALUES, "access": "embargoed"})
    assert "…" in undecided["access"]
    asked = shown(client, {**VALUES, "access": "restricted"})
    assert "ask" in asked["access"]


def test_only_addresses_of_the_web_become_links(client: FlaskClient) -> None:
    related = [{"relation": "cites", "identifier": "10.1000/182"}]
    funding = [{"funder": "DFG", "award_url": "javascript:alert(1)"}]
    body = shown(client, {**VALUES, "related": related, "funding": funding})
    links = [row["link"] for section in body["sections"] for row in section["rows"] if row["link"]]
    assert links == ["https://orcid.org/0000-0002-1825-0097", "https://doi.org/10.1000/182"]


def test_what_has_no_identifier_has_no_link(client: FlaskClient) -> None:
    body = shown(client, {**VALUES, "references": [{"reference": "Carberry 1929"}]})
    assert lines(body)["References"] == ["Carberry 1929"]


def test_entries_are_told_in_words(client: FlaskClient) -> None:
    dates = [{"date": "2021/2024", "type": "collected", "description": "by ship"}]
    body = shown(
        client, {**VALUES, "dates": dates, "languages": [{"id": "eng", "label": "English"}]}
    )
    assert lines(body)["Dates"] == ["2021/2024 · Collected · by ship"]
    assert lines(body)["Languages"] == ["English"]


def test_the_agreement_and_hidden_ids_are_not_told(client: FlaskClient) -> None:
    funding = [{"funder": "DFG", "award": "Mud", "award_id": "00k4n6c32::7"}]
    body = shown(client, {**VALUES, "funding": funding})
    assert lines(body)["Grants"] == ["Mud · DFG"]
    assert "00k4n6c32" not in str(body)


def test_what_to_think_over_comes_with_its_field_in_words(client: FlaskClient) -> None:
    body = shown(client, VALUES, files=[{"path": "a.pdf", "size": 3}])
    warned = {each["field"]: each["message"] for each in body["warnings"]}
    assert "Zenodo" in warned["files"]
    assert "DOI" in warned["related"]


def test_a_doi_that_is_none_is_not_cited(client: FlaskClient) -> None:
    body = shown(client, VALUES, doi="10.5281/}, x = {")
    assert "10.5281" not in str(body["citations"]) + body["bibtex"]


def test_a_body_that_is_no_object_is_refused(client: FlaskClient) -> None:
    assert client.post("/api/preview", json=[]).status_code == 400


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)
)
json_ = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "name", "type", "text", "format", "x"]), inner)
    ),
    max_leaves=6,
)
names = st.sampled_from([field.name for field in FIELDS])
parts = st.sampled_from([part.name for field in FIELDS for part in field.parts])
entries = st.lists(st.dictionaries(parts, json_, max_size=6), max_size=3)
bodies = st.fixed_dictionaries(
    {"values": st.dictionaries(names, json_ | entries, max_size=8) | json_},
    optional={
        "doi": json_,
        "language": json_,
        "files": json_ | st.lists(st.fixed_dictionaries({"path": json_, "size": json_})),
    },
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(body=bodies)
def test_any_json_gets_an_answer(client: FlaskClient, body: dict[str, object]) -> None:
    answer = client.post("/api/preview", json=body)
    assert answer.status_code == 200
    assert set(answer.get_json()) >= {"title", "sections", "citations", "bibtex", "warnings"}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(change=st.dictionaries(names, json_ | entries, max_size=3))
def test_any_change_to_a_whole_record_gets_an_answer(
    client: FlaskClient, change: dict[str, object]
) -> None:
    answer = client.post("/api/preview", json={"values": {**VALUES, **change}})
    assert answer.status_code == 200


def test_more_files_than_a_record_takes_are_no_trouble(client: FlaskClient) -> None:
    many = [{"path": f"{n}.csv", "size": 1} for n in range(MOST_FILES + 5)]
    assert shown(client, VALUES, files=many)["title"]


def test_it_speaks_the_language_that_is_asked_for(client: FlaskClient) -> None:
    body = shown(client, VALUES, language="de")
    assert body["sections"][0]["heading"] == "Ihre Daten"
    assert "[Datensatz]" in body["citations"][0]["text"]
    assert body["resource_type"] == "Datensatz"


def test_a_language_that_the_page_has_not_is_answered_as_the_browser_asks(
    client: FlaskClient,
) -> None:
    headers = {"Accept-Language": "de"}
    answer = client.post("/api/preview", json={"values": VALUES, "language": 7}, headers=headers)
    assert answer.get_json()["resource_type"] == "Datensatz"


def test_a_coordinate_is_shown_as_it_was_typed(client: FlaskClient) -> None:
    where = {"place": "Jade Bay", "latitude": "53.4567891", "longitude": 8}
    told = lines(shown(client, {**VALUES, "locations": [where]}))
    assert any("53.4567891 · 8" in each for each in told["Places"]), told


def test_a_number_says_what_it_is_and_the_work_comes_before_who_paid(client: FlaskClient) -> None:
    grant = {"funder": "DFG", "funder_ror": "018mejw64", "award_url": "https://grants.example/1"}
    body = shown(client, {**VALUES, "funding": [grant], "repository": "zenodo"})
    told = lines(body)
    assert told["Grants"] == ["DFG · ROR 018mejw64 · https://grants.example/1"]
    [row] = [r for s in body["sections"] for r in s["rows"] if r["label"] == "Grants"]
    assert row["link"] == "https://grants.example/1"
    assert "Zenodo" not in {value for values in told.values() for value in values}


def test_a_text_that_becomes_too_much_html_is_left_out_and_told(client: FlaskClient) -> None:
    text = {"format": "markdown", "text": "&" * 45_000}
    more = [{"type": "methods", "text": text}]
    body = shown(client, {**VALUES, "description": text, "additional_descriptions": more})
    assert body["title"] == VALUES["title"]
    fields = [each["field"] for each in body["warnings"] if "formatting" in each["message"]]
    assert fields == ["description", "additional_descriptions.0.text"]
