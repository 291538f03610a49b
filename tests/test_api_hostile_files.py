"""A file, a part or a checksum that is wrong is refused clearly, and nothing is changed by it."""

import base64
from typing import Any

import pytest

from tests.deposit_client import (
    House,
    completion,
    described,
    fields,
    house,
    refusal,
    sent,
    staged,
)

GOOD = described("f", b"abc")


@pytest.fixture
def place() -> House:
    return house()


HOSTILE_NAMES = {
    "up": "../x",
    "up inside": "a/../../x",
    "up with blanks": "a/.. /x",
    "long": "n" * 300,
    "long in bytes": "\U00020000" * 200,
    "address": "a#b?c%d.txt",
    "percent": "%2e%2e%2fx",
    "emoji": "data \N{GRINNING FACE}.txt",
    "right to left": "gpj.\u202eexe.txt",
    "isolate": "a\u2066b.txt",
    "zero width": "a\u200bb.txt",
    "byte order mark": "\ufeffa.txt",
    "NUL": "a\x00.txt",
    "line break": "a\nb.txt",
    "drive": "C:\\x",
    "backslash": "a\\b",
    "dot": ".",
    "dots": "..",
    "root": "/etc/passwd",
    "empty step": "a//b",
    "folder": "a/",
    "empty": "",
    "blank": "   ",
    "leading blank": " a.txt",
    "trailing blank": "a.txt ",
    "blank in step": "a /b.txt",
    "no-break blank": "\u00a0a.txt",
    "line separator": "a\u2028b",
    "private": "a\ue000",
    "quote": 'a"b.txt',
    "angle": "<script>.txt",
    "pipe": "a|b",
    "star": "a*b",
}


@pytest.mark.parametrize("name", HOSTILE_NAMES.values(), ids=HOSTILE_NAMES.keys())
def test_a_hostile_file_name_is_refused_at_its_place(place: House, name: str) -> None:
    client = place.opened()
    problem = refusal(place, lambda: client.register(("good.txt", 1), (name, 1)), 422)
    assert fields(problem) == ["files.1.path"]
    assert problem["errors"][0]["message"]


@pytest.mark.parametrize(
    "name",
    ["Ärger/Übung (1).csv", "データ.csv", "a+b=c@d,e.txt", "naïve & co.txt", ".hidden", "å" * 200],
)
def test_a_name_of_any_script_is_taken(place: House, name: str) -> None:
    assert place.opened().registered(name, 1)["path"] == name


def test_names_that_differ_in_case_only_are_refused(place: House) -> None:
    client = place.opened()
    twins = refusal(place, lambda: client.register(("Data.txt", 1), ("data.TXT", 1)), 422)
    assert fields(twins) == ["files.1.path"]
    client.register(("Data.txt", 1))
    refusal(place, lambda: client.register(("DATA.txt", 1)), 422)
    refusal(place, lambda: client.register(("Data.txt", 2)), 422)


def test_two_forms_of_one_letter_are_one_name(place: House) -> None:
    client = place.opened()
    assert client.registered("u\u0308.txt", 1) == client.registered("\u00fc.txt", 1)


@pytest.mark.parametrize("size", [0, -1, 50_000_000_001, 10**15 + 1, 10**40, 1.5, "1", None, True])
def test_a_size_that_cannot_be_is_refused_at_its_place(place: House, size: Any) -> None:
    client = place.opened()
    problem = refusal(place, lambda: client.register(("a.txt", size)), 422)
    assert "files.0.size" in fields(problem)


def test_more_files_or_bytes_than_a_record_takes_are_refused_together(place: House) -> None:
    client = place.opened()
    client.register(*((f"{n}.txt", 1) for n in range(60)))
    many = [(f"more-{n}.txt", 1) for n in range(41)]
    assert fields(refusal(place, lambda: client.register(*many), 422)) == ["files"]
    large = [("a.bin", 30 * 10**9), ("b.bin", 30 * 10**9)]
    assert fields(refusal(place, lambda: client.register(*large), 422)) == ["files"]


def test_an_invitation_without_room_for_files_or_bytes_refuses_them(place: House) -> None:
    place.invite("only-three-files-invitation", files=3)
    place.invite("only-ten-bytes-invitation", bytes=10)
    few, small = (
        place.opened(secret)
        for secret in ("only-three-files-invitation", "only-ten-bytes-invitation")
    )
    few.register(("a", 1), ("b", 1))
    # Told before: the page takes what there is room for, and names the number.
    assert (few.look()["limits"]["files"], small.look()["limits"]["bytes"]) == (3, 10)
    full = refusal(place, lambda: few.register(("c", 1), ("d", 1)), 403)
    assert full["code"] == "invitation_files"
    small.register(("a", 10))
    heavy = refusal(place, lambda: small.register(("b", 1)), 403)
    assert heavy["code"] == "invitation_bytes"


BAD_PARTS: dict[str, tuple[dict[str, Any], str]] = {
    "too long": ({"size": 4}, "size"),
    "too short": ({"size": 2}, "size"),
    "number 0": ({"part": 0}, "part"),
    "number -1": ({"part": -1}, "part"),
    "second of one": ({"part": 2}, "part"),
    "huge number": ({"part": 10**30}, "part"),
    "number as text": ({"part": "1"}, "part"),
    "size 0": ({"size": 0}, "size"),
    "huge size": ({"size": 10**30}, "size"),
    "hex checksum": ({"sha256": "ab" * 32}, "sha256"),
    "short checksum": ({"sha256": base64.b64encode(b"x" * 31).decode()}, "sha256"),
    "no base64": ({"sha256": "ä" * 44}, "sha256"),
    "broken header": ({"sha256": GOOD["sha256"] + "\r\nX: y"}, "sha256"),
    "unknown file": ({"file": "nobody-knows"}, "file"),
    "empty file": ({"file": ""}, "file"),
}


@pytest.mark.parametrize(("change", "field"), BAD_PARTS.values(), ids=BAD_PARTS.keys())
def test_a_part_that_is_not_of_the_file_gets_no_address(
    place: House, change: dict[str, Any], field: str
) -> None:
    client = place.opened()
    file = client.registered("a.txt", 3)["id"]
    part = {**GOOD, "file": file, **change}
    problem = refusal(place, lambda: client.tickets(part), 422)
    assert f"parts.0.{field}" in fields(problem)


def test_more_parts_than_a_batch_takes_are_refused(place: House) -> None:
    client = place.opened()
    file = client.registered("a.txt", 3)["id"]
    refusal(place, lambda: client.tickets(*[described(file, b"abc")] * 101), 422)
    refusal(place, client.tickets, 422)


def test_a_staged_file_takes_no_more_parts(place: House) -> None:
    client = place.opened()
    file = staged(place, client, "a.txt", b"abc")
    refusal(place, lambda: client.tickets(described(file, b"xyz")), 422)
    refusal(place, lambda: client.complete(completion(file, b"xyz")), 422)


BAD_COMPLETIONS: dict[str, tuple[dict[str, Any], str]] = {
    "no count": ({"checksum": GOOD["sha256"]}, "checksum"),
    "count 0": ({"checksum": GOOD["sha256"] + "-0"}, "checksum"),
    "no base64": ({"checksum": "!!-1"}, "checksum"),
    "empty": ({"checksum": ""}, "checksum"),
    "short md5": ({"md5": "ab"}, "md5"),
    "large md5": ({"md5": "AB" * 16}, "md5"),
    "unknown file": ({"file": "nobody-knows"}, "file"),
}


@pytest.mark.parametrize(("change", "field"), BAD_COMPLETIONS.values(), ids=BAD_COMPLETIONS.keys())
def test_a_checksum_that_is_none_is_refused_at_its_place(
    place: House, change: dict[str, Any], field: str
) -> None:
    client = place.opened()
    file = client.registered("a.txt", 3)["id"]
    sent(place, client.tickets(described(file, b"abc")), [b"abc"])
    given_ = {**completion(file, b"abc"), **change}
    assert f"files.0.{field}" in fields(refusal(place, lambda: client.complete(given_), 422))


def test_a_file_completed_twice_in_one_request_is_refused(place: House) -> None:
    client = place.opened()
    file = client.registered("a.txt", 3)["id"]
    sent(place, client.tickets(described(file, b"abc")), [b"abc"])
    twice = [completion(file, b"abc")] * 2
    assert fields(refusal(place, lambda: client.complete(*twice), 422)) == ["files.1.file"]


def test_a_file_of_another_deposit_is_unknown(place: House) -> None:
    mine, theirs = place.opened(), place.opened()
    file = theirs.registered("a.txt", 3)["id"]
    sent(place, theirs.tickets(described(file, b"abc")), [b"abc"])
    refusal(place, lambda: mine.tickets(described(file, b"abc")), 422)
    refusal(place, lambda: mine.complete(completion(file, b"abc")), 422)
    refusal(place, lambda: mine.listed(file), 404)
    before = place.kept()
    assert mine.remove(file).status_code == 204
    assert place.kept() == before


def test_removing_a_file_of_an_absurd_name_changes_nothing(place: House) -> None:
    client = place.opened()
    before = place.kept()
    for name in ("x" * 3000, "a%00b", "%ff%fe", "S", "T%23x"):
        assert client.remove(name).status_code == 204
    assert place.kept() == before
