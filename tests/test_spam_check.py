"""What the repository's spam check would count: a sum of its rules, without the account's."""

from dataclasses import replace
from typing import Any

import pytest

from tests.test_advice import DATA, GOOD, paragraphs
from zenferry.metadata import Metadata
from zenferry.preview.spam import MOST_POINTS, NamedFile, spam_check

SMALL = (NamedFile("paper.pdf", 10**6),)
MANY = tuple(NamedFile(f"{n}.png", 10) for n in range(5))
LARGE = (NamedFile("scan.pdf", 15 * 10**6 + 1),)
LINKS = paragraphs("<a href='https://example.org/{n}'>x</a>", 6)
HEADINGS = "<h2>a</h2>" * 5
HIDDEN = "<p><a href='https://bit.ly/1'>x</a> <a href='https://bit.ly/2'>y</a></p>"

RULES: tuple[tuple[dict[str, Any], tuple[NamedFile, ...], int], ...] = (
    ({}, (), 0),
    ({}, DATA, 0),
    ({}, SMALL, 2),
    ({}, MANY, -5),
    ({}, LARGE, -5),
    ({"description_html": LINKS}, DATA, 5),
    ({"description_html": HEADINGS}, DATA, 2),
    ({"description_html": HIDDEN}, DATA, 16),
    ({"title": "\U0001f600 a \U0001f600 b \U0001f600 c \U0001f600"}, DATA, 5),
    # Zenodo takes these for emoji, too.
    ({"title": "\u7802 \u306e \u7c92 \u5ea6"}, DATA, 5),
    ({"description_html": LINKS + HEADINGS + HIDDEN}, SMALL, 5 + 2 + 16 + 2),
    ({"description_html": LINKS}, MANY, 0),
)


@pytest.mark.parametrize(("more", "files", "points"), RULES, ids=map(str, range(len(RULES))))
def test_it_comes_to_the_sum_of_its_rules(
    more: dict[str, Any], files: tuple[NamedFile, ...], points: int
) -> None:
    assert spam_check(replace(GOOD, **more), files).points == points


def test_a_small_pdf_of_a_new_account_is_held_back_and_that_of_a_verified_one_is_not() -> None:
    check = spam_check(GOOD, SMALL)
    assert check.with_new_account > MOST_POINTS >= check.with_verified_account


def test_of_a_record_without_words_nothing_is_counted() -> None:
    empty = Metadata("", "", (), "", "", "")
    assert spam_check(empty, ()).points == 0
