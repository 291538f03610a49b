"""A name is found however it is typed, and nothing typed is a sign of a query language."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenferry.look_ups.searching import LONGEST, folded, means, tidy, words


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("mull", ["Müller"]),
        ("MÜLLER", ["Müller"]),
        ("strasse", ["Straße"]),
        ("garcia mar", ["García Márquez"]),
        ("marquez garcia", ["García Márquez"]),
        ("o'bri", ["O'Brien-Smith"]),
        ("smith", ["O'Brien-Smith"]),
        ("соко", ["Соколова"]),
        ("田中", ["田中"]),
        ("cc by", ["cc-by-4.0"]),
        ("zolk", ["Żółkiewska"[0:1] + "olkiewska"]),
    ],
)
def test_a_name_is_found_as_people_type_it(text: str, names: list[str]) -> None:
    assert means(text, names)


@pytest.mark.parametrize("text", ["", " ", "-", "*", "üller", "müller x", "\N{ZERO WIDTH SPACE}"])
def test_what_is_not_there_is_not_found(text: str) -> None:
    assert not means(text, ["Müller"])


def test_what_cannot_be_seen_is_not_asked_for() -> None:
    assert tidy("  a\0b\n\u202ec\u200b  ") == "a b c"


@given(st.text())
def test_a_tidy_text_is_short_on_one_line_and_stays_as_it_is(text: str) -> None:
    kept = tidy(text)
    assert len(kept) <= LONGEST
    assert kept == tidy(kept)
    assert not [c for c in kept if unicodedata.category(c)[0] == "C"]


@given(st.text())
def test_words_hold_letters_and_digits_and_no_operators(text: str) -> None:
    for word in words(text):
        assert word.isalnum() or any(unicodedata.category(c)[0] in "LN" for c in word)
        assert word == word.lower()
        assert not set(word) & set('+-&|!(){}[]^"~*?:\\/ ')


@given(st.text(), st.lists(st.text()))
def test_nothing_stops_the_search(text: str, names: list[str]) -> None:
    assert means(text, names) in {True, False}
    assert isinstance(folded(text), str)
