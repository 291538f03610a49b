"""How curators come in: by links used up once, to sessions that end; all of it logged."""

import re
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.curated import ADA, BEA, At, CuratedHouse
from tests.deposit_client import ready
from zenferry.access import hashed
from zenferry.curation.entrance import BETWEEN_LINKS, MOST_LINKS
from zenferry.errors import NotNow

LINKS, SESSIONS = "/api/curation/links", "/api/curation/sessions"


@pytest.fixture
def place() -> CuratedHouse:
    return CuratedHouse()


def entered(place: CuratedHouse, secret: str) -> int:
    return place.desk.post(SESSIONS, json={"secret": secret}).status_code


def test_a_link_opens_a_session_of_its_curator_once(place: CuratedHouse) -> None:
    secret = place.link()
    answer = place.desk.post(SESSIONS, json={"secret": secret})
    assert (answer.status_code, answer.get_json()["curator"]) == (
        201,
        {"key": "ada", "name": "Ada Curator"},
    )
    assert At(place, answer.get_json()["session"]).get("sessions")["curator"]["key"] == "ada"
    assert entered(place, secret) == 401


def test_a_link_that_the_table_did_not_take_opens_later(place: CuratedHouse) -> None:
    secret = place.link()
    place.passes.busy = True
    assert entered(place, secret) == 503
    place.passes.busy = False
    assert entered(place, secret) == 201


def test_looking_at_a_link_uses_nothing_up(place: CuratedHouse) -> None:
    secret = place.link()
    # What a mail's scanner does: it opens the address, and knows nothing of what follows the #.
    for method in ("GET", "HEAD"):
        place.desk.open(SESSIONS, method=method, headers={"Authorization": f"Bearer {secret}"})
    assert entered(place, secret) == 201


def test_of_many_who_use_a_link_at_once_one_comes_in(place: CuratedHouse) -> None:
    secret, statuses = place.link(), []
    gate = threading.Barrier(20)

    def use() -> None:
        gate.wait()
        statuses.append(entered(place, secret))

    threads = [threading.Thread(target=use) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [201] + [401] * 19


def test_a_link_ends_after_a_quarter_of_an_hour(place: CuratedHouse) -> None:
    secret = place.link()
    place.clock.advance(minutes=15)
    assert entered(place, secret) == 401


def test_a_session_ends_after_a_working_day(place: CuratedHouse) -> None:
    ada = place.signed_in()
    place.clock.advance(hours=7, minutes=59)
    assert ada.call("GET", "submissions").status_code == 200
    place.clock.advance(minutes=1)
    assert ada.call("GET", "submissions").status_code == 401


def test_who_leaves_is_out_and_nobody_else_is(place: CuratedHouse) -> None:
    ada, bea = place.signed_in(), place.signed_in(BEA)
    for _ in range(2):
        assert ada.call("DELETE", "sessions").status_code == 204
    assert ada.call("GET", "submissions").status_code == 401
    assert bea.call("GET", "submissions").status_code == 200
    assert place.submissions.log.acts().count("signed_out") == 1


def test_whoever_was_taken_out_of_the_profile_is_out_at_once(place: CuratedHouse) -> None:
    ada = place.signed_in()
    secret = place.link()
    only_bea = replace(place.profile, curation=replace(place.curation, curators=(BEA,)))
    place.__dict__.pop("desk", None)
    place.__dict__.pop("desk_parts", None)
    place.__dict__["profile"] = only_bea
    assert ada.call("GET", "submissions").status_code == 401
    assert entered(place, secret) == 401


@pytest.mark.parametrize("address", ["eve@example.org", "ADA@tidal-flats.example.evil.org"])
def test_an_address_of_nobody_gets_the_same_answer_by_the_same_work(
    place: CuratedHouse, address: str
) -> None:
    known = place.desk.post(LINKS, json={"email": ADA.address})
    before = len(place.mailer.sent)
    unknown = place.desk.post(LINKS, json={"email": address})
    assert (known.status_code, known.data) == (unknown.status_code, unknown.data) == (202, b"")
    assert {k: v for k, v in known.headers if k != "Date"} == {
        k: v for k, v in unknown.headers if k != "Date"
    }
    # Both give one order, and neither waits for what comes of it.
    assert place.desk_parts.asked.ordered == ["ada", ""]  # type: ignore[attr-defined]
    assert len(place.mailer.sent) == before


def test_an_address_is_found_however_it_is_written(place: CuratedHouse) -> None:
    place.desk.post(LINKS, json={"email": "ADA@Tidal-Flats.Example"})
    assert [letter.to for letter in place.mailer.sent] == [ADA.address]


def asked(place: CuratedHouse, address: str = ADA.address, source: str = "192.0.2.1") -> int:
    where = {"REMOTE_ADDR": source}
    return place.desk.post(LINKS, json={"email": address}, environ_base=where).status_code


def test_a_curator_is_mailed_a_few_links_at_a_time_and_no_more(place: CuratedHouse) -> None:
    for _ in range(MOST_LINKS + 3):
        assert asked(place) == 202
    assert len(place.mailer.sent) == MOST_LINKS
    place.link(BEA.address)
    place.clock.advance(seconds=BETWEEN_LINKS.total_seconds())
    place.link()
    assert len(place.mailer.sent) == MOST_LINKS + 2


def test_a_link_that_nobody_carried_is_none_of_the_few(place: CuratedHouse) -> None:
    place.mailer.down = True
    for _ in range(MOST_LINKS):
        with pytest.raises(NotNow):
            place.desk_parts.doorbell.mail_link("ada")
    place.mailer.down = False
    for _ in range(MOST_LINKS + 1):
        place.desk_parts.doorbell.mail_link("ada")
    assert len(place.mailer.sent) == MOST_LINKS


def test_however_often_others_ask_a_curator_always_has_a_link_that_opens(
    place: CuratedHouse,
) -> None:
    for minute in range(60):
        for source in range(9):
            asked(place, source=f"192.0.{minute}.{source}")
        place.clock.advance(minutes=1)
        if minute % 10 == 8:
            assert asked(place) == 202
            secret = re.findall(r"#sign-in=([\w-]+)", place.mailer.sent[-1].text)[0]
            assert entered(place, secret) == 201
    assert len(place.mailer.sent) == 12


def test_whoever_asks_all_day_keeps_no_curator_at_the_same_source_out(place: CuratedHouse) -> None:
    for n in range(60):
        assert asked(place, f"nobody{n}@example.org") == 202
    assert place.mailer.sent == []
    assert asked(place) == 202
    assert [letter.to for letter in place.mailer.sent] == [ADA.address]


def test_only_hashes_are_kept(place: CuratedHouse) -> None:
    secret = place.link()
    ada = place.signed_in()
    kept = repr(place.passes.rows)
    assert secret not in kept
    assert ada.session not in kept
    assert hashed(ada.session) in kept


def test_all_of_it_is_logged_without_a_secret_or_an_address(place: CuratedHouse) -> None:
    place.signed_in().call("DELETE", "sessions")
    told = [(entry.who, entry.act) for entry in place.submissions.log.entries]
    assert told == [
        ("service", "link_mailed"),
        ("curator:ada", "signed_in"),
        ("curator:ada", "signed_out"),
    ]
    assert not re.search(r"@|[\w-]{30}", repr([e.detail for e in place.submissions.log.entries]))


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer x", "Bearer " + "x" * 5000, "Bearer \x80ü"],
)
def test_nobody_is_answered_without_a_session(place: CuratedHouse, header: str) -> None:
    client = ready(place)
    link = place.link()
    for given in (header, f"Bearer {link}", f"Bearer {client.key}"):
        for rule in place.desk.application.url_map.iter_rules():
            if rule.endpoint in {"sessions.link_asked", "sessions.entered", "sessions.left"}:
                continue
            path = re.sub(r"<uuid:[^>]+>", client.id, rule.rule)
            path = re.sub(r"<[^>]+>", "0123456789abcdef", path)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                answer = place.desk.open(
                    path, method=method, json={}, headers={"Authorization": given}
                )
                assert answer.status_code == 401, (method, path, answer.text)


def test_a_session_opens_no_deposit(place: CuratedHouse) -> None:
    client = ready(place)
    client.key = place.signed_in().session
    assert client.call("GET").status_code == 401


def test_a_cookie_opens_nothing(place: CuratedHouse) -> None:
    ada = place.signed_in()
    place.desk.set_cookie("Authorization", f"Bearer {ada.session}")
    assert place.desk.get("/api/curation/submissions").status_code == 401


@pytest.mark.parametrize("email", ["", "ada", "a@b.c\r\nBcc: eve@x.org", 7, None, ["a@b.org"]])
def test_what_is_no_address_is_told_at_its_field(place: CuratedHouse, email: object) -> None:
    answer = place.desk.post(LINKS, json={"email": email})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == ["email"]


@pytest.mark.parametrize("secret", ["", "x", "x" * 201, 7, None])
def test_what_is_no_secret_is_told_at_its_field(place: CuratedHouse, secret: object) -> None:
    assert entered(place, secret) == 422  # type: ignore[arg-type]


def test_a_link_is_valid_just_so_long(place: CuratedHouse) -> None:
    secret = place.link()
    place.clock.advance(seconds=15 * 60 - 1)
    answer = place.desk.post(SESSIONS, json={"secret": secret})
    ends = place.clock.now() + timedelta(hours=8)
    assert answer.get_json()["ends"] == ends.strftime("%Y-%m-%dT%H:%M:%SZ")
