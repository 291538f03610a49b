"""Rules for single values."""

import json
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenferry import rules
from zenferry.rules import BrokenRule

TODAY = date(2026, 11, 21)


def broken(rule: Callable[[str], str], value: str) -> str:
    with pytest.raises(BrokenRule) as told:
        rule(value)
    return told.value.code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  title \n", "title"),
        ("u\u0308ber", "\u00fcber"),
        ("a\r\nb\tc", "a\nb\tc"),
        ("", ""),
        ("family \N{MAN}\u200d\N{WOMAN}", "family \N{MAN}\u200d\N{WOMAN}"),
    ],
)
def test_text_is_kept_normalised_and_without_outer_blanks(typed: str, kept: str) -> None:
    assert rules.text(typed) == kept


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\u202e", "\u200b", "\ufeff", "\ue000"])
def test_an_invisible_character_is_named(character: str) -> None:
    with pytest.raises(BrokenRule, match="invisible_character") as told:
        rules.text(f"a{character}b")
    assert told.value.params == {"character": f"U+{ord(character):04X}"}


@given(st.text(max_size=40))
def test_text_that_was_kept_is_kept_as_it_is(typed: str) -> None:
    try:
        kept = rules.text(typed)
    except BrokenRule:
        return
    assert rules.text(kept) == kept


@pytest.mark.parametrize(
    "value", ["2026", "2026-11", "2026-11-21", "2024-02-29", "2020/2026", "2020-01/2026-11-21"]
)
def test_a_date_or_interval_is_taken(value: str) -> None:
    assert rules.date_or_interval(value) == value


def test_blanks_in_an_interval_are_left_out() -> None:
    assert rules.date_or_interval(" 2020 / 2021 ") == "2020/2021"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        *[(value, "date") for value in ("", "26", "21.11.2026", "2026-1-1", "202X", "2024/")],
        *[(value, "date") for value in ("/2024", "2024/..", "2026-11-21T10:00", "٢٠٢٦", "-2026")],
        *[(value, "date_unknown") for value in ("2026-13", "2026-02-29", "0000", "2026-00-01")],
        ("2026/2020", "date_order"),
        ("2026-11-21/2026-11-20", "date_order"),
        ("2020/2021/2022", "date"),
    ],
)
def test_what_is_no_date_is_refused(value: str, code: str) -> None:
    assert broken(rules.date_or_interval, value) == code


def test_an_embargo_ends_after_today() -> None:
    assert rules.later_than(TODAY, "2026-11-22") == "2026-11-22"
    for value, code in {
        "2026-11-21": "not_in_future",
        "2020-01-01": "not_in_future",
        "2027": "day",
        "2027-01": "day",
        "2027-02-30": "date_unknown",
        "soon": "date",
    }.items():
        assert broken(lambda typed: rules.later_than(TODAY, typed), value) == code


@given(st.text(max_size=30))
def test_a_path_that_is_taken_is_safe_and_taken_again_as_it_is(typed: str) -> None:
    try:
        path = rules.file_path(typed)
    except BrokenRule:
        return
    assert rules.file_path(path) == path == unicodedata.normalize("NFC", path)
    assert not path.startswith("/")
    assert ".." not in path.split("/")
    assert path.isprintable()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "path_empty"),
        ("n" * 201, "path_long"),
        ("\U00020000" * 151, "path_bytes"),
        ("\U00020000" * 201, "path_long"),
        ("../x", "path_folder"),
        ("a/ /b", "path_folder"),
        (" a", "path_blanks"),
        ("a?b", "path_characters"),
    ],
)
def test_a_path_that_is_not_safe_is_refused(typed: str, code: str) -> None:
    assert broken(rules.file_path, typed) == code


NAMES = json.loads((Path(__file__).parent / "file_names.json").read_text("utf-8"))


@pytest.mark.parametrize("told", NAMES, ids=lambda told: ascii(told["name"]))
def test_names_of_files_are_taken_and_refused_as_the_page_does(told: dict[str, Any]) -> None:
    """frontend/src/zip/names.test.ts reads the same list."""
    path = told["name"] * told.get("times", 1)
    if told["refused"] is None:
        assert rules.file_path(path)
    else:
        assert broken(rules.file_path, path) == told["refused"]
