"""Asked for by anybody, consented to at the desk, opened by its link, published: over HTTP."""

import csv
import io
from dataclasses import replace
from uuid import UUID

import pytest

from tests.api_client import Client
from tests.continued import FORMER
from tests.curated import ADA
from tests.places import METADATA
from tests.version_wishes import WishingHouse
from zenferry.api.curation.exports import PAGES_OF_WISHES
from zenferry.errors import Invalid
from zenferry.pages import MOST_A_PAGE
from zenferry.profile import Profile
from zenferry.state import State
from zenferry.versions.asking import MOST_A_DAY, MOST_IN_ALL
from zenferry.versions.basis import BasisKind
from zenferry.versions.record_link import located


@pytest.fixture
def place() -> WishingHouse:
    return WishingHouse()


def test_a_wish_waits_at_the_desk_without_its_address(place: WishingHouse) -> None:
    assert place.ask().status_code == 202

    [wish] = place.waiting(place.signed_in())

    assert wish["record"] == f"{place.address}{place.record.id}"
    assert (wish["kind"], wish["words"]) == ("version", "One more core.\nAda")
    assert "ada@" not in str(wish)
    assert place.desk.get("/api/curation/versions").status_code == 401


def test_all_wishes_are_taken_away_without_their_addresses(place: WishingHouse) -> None:
    place.ask(words="=1+1")
    at = place.signed_in()
    text = at.call("GET", "versions.csv").data.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    told = at.get("versions.json")
    assert told == at.get("versions")
    [wish] = told["versions"]
    assert (row["id"], row["kind"], row["record"]) == (wish["id"], "version", wish["record"])
    assert (row["words"], wish["words"]) == ("'=1+1", "=1+1")
    assert "ada@" not in text + str(told)


def test_what_does_not_fit_into_one_answer_is_named(place: WishingHouse) -> None:
    place.ask(words="One more core.")
    [one] = place.wishes.rows.values()
    for number in range(PAGES_OF_WISHES * MOST_A_PAGE):
        place.wishes.add(replace(one, id=str(UUID(int=number))))
    at = place.signed_in()
    first = at.get("versions.json")
    rest = at.call("GET", f"versions.csv?before={first['next']}")
    assert len(first["versions"]) == PAGES_OF_WISHES * MOST_A_PAGE
    assert len(rest.text.splitlines()) == 1
    assert "Link" not in rest.headers


def test_consented_to_it_is_mailed_and_opens_the_form_filled_in(place: WishingHouse) -> None:
    client = Client(place.http)
    assert client.open(place.agreed()).status_code == 201
    assert client.call("GET").get_json()["basis"]["listed"] is False

    seen = client.call("POST", "/former").get_json()

    assert seen["basis"] == {
        "kind": "version",
        "doi": seen["basis"]["doi"],
        "url": f"{place.address}{place.record.id}",
        "listed": True,
    }
    assert seen["metadata"]["title"] == METADATA.title
    assert {f["path"]: (f["kept"], f["state"]) for f in seen["files"]} == dict.fromkeys(
        FORMER, (True, "kept")
    )
    assert place.mailer.sent[-1].to == "ada@example.org"
    assert place.waiting(place.signed_in()) == []
    assert "ada@example.org" not in repr(place.wishes.rows)


def test_sent_it_waits_for_a_look_although_the_profile_wants_none(place: WishingHouse) -> None:
    client = Client(place.http)
    client.open(place.agreed(kind="correction", email=None))
    seen = client.call("POST", "/former").get_json()
    words = seen["metadata"] | {"title": "Corrected", "agreement": True}
    revision = {"If-Match": f'"{seen["revision"]}"'}
    assert client.call("PUT", "/metadata", json=words, headers=revision).status_code == 200

    sent = client.call("POST", "/submit").get_json()

    assert sent["state"] == "awaiting_approval"
    assert place.signed_in().approve(client.id).status_code == 200
    place.run()
    assert place.submissions.get(client.id).state is State.PUBLISHED
    assert place.fake.read(place.record.id).title == "Corrected"


def test_refused_whoever_asked_is_told_why(place: WishingHouse) -> None:
    place.ask()
    at = place.signed_in()
    [wish] = place.waiting(at)

    answer = at.call("POST", f"versions/{wish['id']}/refuse", json={"words": "Not yours."})

    assert answer.get_json() == {"mailed": True}
    assert "Not yours." in place.mailer.sent[-1].text
    again = at.call("POST", f"versions/{wish['id']}/consent", json={})
    assert again.status_code == 409
    log = at.get("log")["entries"]
    assert any(entry["act"] == "version_refused" for entry in log)
    assert "Not yours" not in str(log)


def test_of_two_curators_one_answers(place: WishingHouse) -> None:
    place.ask()
    at, other = place.signed_in(), place.signed_in(ADA)
    [wish] = place.waiting(at)
    before = len(place.invitations.rows)

    answers = [each.call("POST", f"versions/{wish['id']}/consent", json={}) for each in (at, other)]

    assert [answer.status_code for answer in answers] == [201, 409]
    assert len(place.invitations.rows) == before + 1


@pytest.mark.parametrize(
    "record",
    [
        "",
        "https://elsewhere.example/records/12",
        "javascript:alert(1)",
        "10.1234/other.12",
        "https://zenodo.example/records/../../x",
        "http://[",
        "x" * 301,
    ],
)
def test_what_is_no_record_here_is_refused_at_its_field(place: WishingHouse, record: str) -> None:
    answer = place.ask(record=record)

    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == ["record"]
    assert place.wishes.rows == {}


def from_another(place: WishingHouse, number: int) -> int:
    return place.ask_from(f"203.0.113.{number}").status_code


def test_from_one_place_there_is_room_for_some_and_others_have_theirs(place: WishingHouse) -> None:
    for _ in range(MOST_A_DAY):
        assert place.ask().status_code == 202

    answer = place.ask()

    assert answer.status_code == 409
    assert answer.get_json()["code"] == "wished_enough"
    assert from_another(place, 1) == 202
    assert "203.0.113" not in repr(place.tallies.counted)
    place.clock.advance(days=1)
    assert place.ask().status_code == 202


def test_a_wish_that_could_not_be_kept_is_no_try(place: WishingHouse) -> None:
    place.wishes.down = True
    assert {from_another(place, n % 20) for n in range(MOST_IN_ALL)} == {503}
    assert {place.ask().status_code for _ in range(MOST_A_DAY)} == {503}

    place.wishes.down = False

    assert place.ask().status_code == from_another(place, 1) == 202


def test_a_day_has_room_for_so_many_and_no_more(place: WishingHouse) -> None:
    assert {from_another(place, n) for n in range(MOST_IN_ALL)} == {202}

    assert from_another(place, MOST_IN_ALL) == 409

    place.clock.advance(days=1)
    assert place.ask().status_code == 202


def test_a_record_of_somebody_else_is_found_out_when_it_is_opened(place: WishingHouse) -> None:
    client = Client(place.http)
    client.open(place.agreed())
    place.fake.records[place.record.id].ours = False

    answer = client.call("POST", "/former")

    assert answer.status_code == 409
    assert client.call("GET").get_json()["files"] == []


def test_a_doi_means_the_same_as_an_address(place: WishingHouse) -> None:
    profile: Profile = place.profile
    site = profile.repository.url.removesuffix("/api")
    start = dict(profile.records()).get(site.partition("//")[2], profile.repository.doi_start)
    ways = [f"{site}/records/123", f" {site}/record/123/files/a.txt?download=1 "]
    if start:
        ways += [f"{start}123", f"doi:{start}123", f"https://doi.org/{start.upper()}123"]

    found = [located(profile, BasisKind.VERSION, way) for way in ways]

    assert len(set(found)) == 1
    assert (found[0].record, found[0].repository) == ("123", profile.repository.key)
    with pytest.raises(Invalid):
        located(profile, BasisKind.VERSION, f"{site}/communities/123")


def test_the_desk_shows_what_a_correction_changes(place: WishingHouse) -> None:
    client = Client(place.http)
    client.open(place.agreed(kind="correction", email=None))
    seen = client.call("POST", "/former").get_json()
    words = seen["metadata"] | {"title": "Corrected", "version": "", "agreement": True}
    revision = {"If-Match": f'"{seen["revision"]}"'}
    client.call("PUT", "/metadata", json=words, headers=revision)

    shown = place.signed_in().get(f"submissions/{client.id}")

    assert {each["label"]: (each["before"], each["after"]) for each in shown["changes"]} == {
        "Title": (METADATA.title, "Corrected"),
        "Version": (METADATA.version, ""),
    }
