"""Lists, one deposit whole and exports at the desk: what they tell, also the hostile."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest

from tests.curated import ADA, At, CuratedHouse, ada, place, waiting
from tests.deposit_client import VALUES, ready
from zenferry.curation.log import LogEntry
from zenferry.curation.overview import URGENT_FIRST
from zenferry.state import State

__all__ = ["ada", "place"]


def begin() -> str | None:
    """Where a list begins, as a page tells where the next one does."""
    return ""


def table(at: At, path: str) -> list[dict[str, str]]:
    answer = at.call("GET", path)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_what_waits_for_a_curator_is_listed_first(place: CuratedHouse, ada: At) -> None:
    draft, first = ready(place), waiting(place)
    place.clock.advance(hours=1)
    second = waiting(place)
    lines = ada.get("submissions")["submissions"]
    assert [line["id"] for line in lines] == [second.id, first.id, draft.id]
    assert [line["attention"] for line in lines] == [True, True, False]
    assert lines[0]["title"] == VALUES["title"]


def test_every_state_is_listed() -> None:
    assert set(URGENT_FIRST) == set(State)
    assert len(URGENT_FIRST) == len(State)


def test_a_list_goes_on_where_its_page_ended(place: CuratedHouse, ada: At) -> None:
    made = {ready(place).id for _ in range(5)}
    told: list[str] = []
    before = begin()
    while before is not None:
        page = ada.get(f"submissions?most=2&before={before}")
        told += [line["id"] for line in page["submissions"]]
        before = page["next"]
    assert (set(told), len(told)) == (made, 5)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("state=nothing", 422),
        ("state=draft,;drop", 422),
        ("state=%00", 422),
        ("most=0", 422),
        ("most=251", 422),
        ("most=-1", 422),
        ("most=%D9%A3", 422),
        ("most=1e3", 422),
        ("most=" + "9" * 5000, 422),
        ("before=x", 400),
        ("before=%0d%0aSet-Cookie:a=b", 400),
        ("before=" + "A" * 5000, 400),
        ("state=draft&state=x", 200),
    ],
)
def test_a_list_that_nobody_can_make_is_refused(ada: At, query: str, status: int) -> None:
    for name in ("submissions", "submissions.csv", "submissions.json", "log"):
        if name != "submissions" and ("most" in query or (name == "log" and "state" in query)):
            continue
        assert ada.call("GET", f"{name}?{query}").status_code == status, name


def test_one_deposit_is_shown_as_its_depositor_sees_it_and_more(
    place: CuratedHouse, ada: At
) -> None:
    client = waiting(place)
    whole = ada.see(client.id)
    assert whole["submission"] == client.look()
    assert whole["preview"]["title"] == VALUES["title"]
    assert whole["actions"] == ["approve", "return", "extend", "transfer", "cancel"]
    assert whole["invitation"]["kind"] == "invitation"


def test_what_the_spam_check_may_count_is_told(place: CuratedHouse, ada: At) -> None:
    client = ready(place)
    links = "".join(f"<a href='https://bit.ly/{n}'>x</a> " for n in range(9))
    client.save({**VALUES, "description": f"<p>{links}</p>"}, client.look()["revision"])
    told = ada.see(client.id)["spam"]
    # Nine to a site that hides where they lead, more than five in all, one small file with no word.
    assert ada.see(client.id)["preview"]["spam"]["points"] == 9 * 8 + 5
    assert {each["field"] for each in told} >= {"description"}
    # Nobody sees it at its field there.
    look = ada.see(client.id)["preview"]["warnings"]
    said = [each["message"] for each in told + look if each["field"] == "description"]
    assert said
    assert all(each.startswith("Description: ") for each in said)


def test_no_answer_holds_a_key_or_a_hash_of_one(place: CuratedHouse, ada: At) -> None:
    client = waiting(place)
    found = place.submissions.get(client.id)
    told = ada.call("GET", f"submissions/{client.id}").text
    told += ada.call("GET", "submissions.json").text + ada.call("GET", "submissions.csv").text
    for secret in (client.key, *found.keys, found.nonce, found.invitation):
        assert secret not in told


@pytest.mark.parametrize(
    "id_", ["00000000-0000-4000-8000-000000000000", "x", "../log", "%00", "🙈"]
)
def test_what_there_is_not_is_not_found(ada: At, id_: str) -> None:
    assert ada.call("GET", f"submissions/{id_}").status_code == 404
    for act in ("approve", "return", "retry", "cancel", "extend", "transfer"):
        body = {"stamp": "0" * 32, "words": "x", "days": 9}
        known = {"approve": ["stamp"], "return": ["words"], "extend": ["days"]}.get(act, [])
        given = {name: body[name] for name in known}
        assert ada.act(id_, act, **given).status_code == 404, act


HOSTILE = [
    "=HYPERLINK(\"https://evil.example\",\"x\")",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "  =1+1",
    "a\"b,c\nd",
    "<script>alert(1)</script>",
    "\u202e=1",
    "mud;=cmd|' /C calc'!A0;x",
    'mud;" =1+1',
]  # fmt: skip


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_becomes_a_formula_or_another_cell(
    place: CuratedHouse, ada: At, title: str
) -> None:
    client = ready(place)
    client.save({**VALUES, "title": title}, client.look()["revision"])
    [row] = table(ada, "submissions.csv")
    assert row["id"] == client.id
    # Read by commas, as it is meant, or by semicolons, as some spreadsheets do.
    text = ada.call("GET", "submissions.csv").data.decode("utf-8-sig")
    cells = [
        cell for line in csv.reader(io.StringIO(text, newline=""), delimiter=";") for cell in line
    ]
    for cell in (row["title"], *cells):
        assert not cell.lstrip(' "').startswith(("=", "+", "-", "@", "\t", "\r", "＝")), cell
    assert list(row)[:3] == ["id", "title", "state"]


def test_an_export_holds_everything_that_is_kept(place: CuratedHouse, ada: At) -> None:
    client = waiting(place)
    [whole] = ada.get("submissions.json")["submissions"]
    assert whole["metadata"] == client.look()["metadata"]
    assert [file["path"] for file in whole["files"]] == ["data/cores.csv"]
    [row] = table(ada, "submissions.csv")
    assert (row["state"], row["bytes"], row["files"]) == ("awaiting_approval", "15", "1")


def test_an_export_of_large_deposits_goes_on_in_the_next_answer(
    place: CuratedHouse, ada: At
) -> None:
    large = {"title": "x" * 160_000}
    made = set()
    for _ in range(27):
        client = place.opened()
        assert client.save(large).status_code == 200
        made.add(client.id)
    told: list[str] = []
    answers, before = 0, begin()
    while before is not None:
        answer = ada.call("GET", f"submissions.json?before={before}")
        assert len(answer.data) < 5 * 10**6
        page: dict[str, Any] = json.loads(answer.data)
        told += [each["id"] for each in page["submissions"]]
        before, answers = page["next"], answers + 1
        assert ('rel="next"' in answer.headers.get("Link", "")) == (before is not None)
    assert (set(told), len(told)) == (made, 27)
    assert answers == 2


def test_the_log_is_told_and_exported(place: CuratedHouse, ada: At) -> None:
    client = waiting(place)
    ada.act(client.id, "extend", days=170)
    [newest, *_] = ada.get("log")["entries"]
    assert (newest["who"], newest["act"], newest["subject"], newest["detail"]) == (
        "curator:ada",
        "extended",
        client.id,
        {"days": 170},
    )
    [_, row, *_] = table(ada, "log.csv")
    assert (row["act"], row["detail"]) == ("extended", "days=170")
    assert ada.get("log.json")["entries"][2] == newest


@pytest.mark.parametrize(
    "what",
    [
        "submissions.csv",
        "submissions.json",
        "log.csv",
        "log.json",
        "invitations.csv",
        "invitations.json",
        "versions.csv",
        "versions.json",
        "records.csv",
        "records.json",
        "records.bib",
    ],
)
def test_whoever_takes_all_of_something_away_stands_in_the_log(
    place: CuratedHouse, ada: At, what: str
) -> None:
    assert ada.call("GET", what).status_code == 200
    newest = place.submissions.log.entries[-1]
    file = what.replace("submissions", "deposits")
    assert (newest.who, newest.act, newest.subject) == ("curator:ada", "exported", file)
    before = len(place.submissions.log.entries)
    assert place.desk.get(f"/api/curation/{what}").status_code == 401
    assert len(place.submissions.log.entries) == before


def test_a_log_over_years_is_read_to_its_beginning(place: CuratedHouse) -> None:
    log, began = place.submissions.log, place.clock.now()
    for months in range(40):
        log.note(LogEntry(began + timedelta(days=31 * months), "service", "ticked", "x"))
    place.clock.advance(days=31 * 41)
    later = place.signed_in()
    told, before, answers = 0, begin(), 0
    while before is not None:
        page = later.get(f"log?most=7&before={before}")
        told += sum(entry["act"] == "ticked" for entry in page["entries"])
        before, answers = page["next"], answers + 1
    assert told == 40
    assert answers < 20


@pytest.mark.parametrize(
    "given",
    [
        {"act": "Mended the title"},
        {"act": "x", "subject": "ada@example.org"},
        {"act": "x", "subject": "S3cretT0ken-With-Capitals"},
        {"act": "x", "detail": {"words": "Please mend it."}},
        {"act": "x", "detail": {"to": "ada@example.org"}},
        {"act": "x", "detail": {"key": "aB3" * 11}},
        {"act": "x", "who": "curator:Ada Curator"},
        {"act": "x\n2026-11-21 curator:ada approved"},
        {"act": "x", "subject": "x\r\ny"},
    ],
)
def test_the_log_takes_nothing_that_somebody_typed(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="takes ids, codes and counts") as refused:
        LogEntry(**{"at": None, "who": f"curator:{ADA.key}", **given})
    assert "ada@" not in str(refused.value)


def test_bodies_that_are_no_objects_are_refused(place: CuratedHouse, ada: At) -> None:
    client = waiting(place)
    for act in ("approve", "return", "extend", "transfer"):
        for raw in (b"", b"[]", b"null", b"{", b'{"x": 1}', b"\xff", b"[" * 10**5):
            answer = ada.call(
                "POST",
                f"submissions/{client.id}/{act}",
                data=raw,
                content_type="application/json",
            )
            assert answer.status_code in {400, 422}, (act, raw[:9], answer.text)
    large = json.dumps({"words": "x" * 300_000})
    answer = ada.call(
        "POST", f"submissions/{client.id}/return", data=large, content_type="application/json"
    )
    assert answer.status_code == 413
