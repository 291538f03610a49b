"""Addresses as CSV: read whole, or refused with every mistake at its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenferry.errors import Invalid, Problem
from zenferry.invitations.address_list import LONGEST_NOTE, MOST_LINES, read_list
from zenferry.invitations.inviting import Offer
from zenferry.mails.spelling import is_address
from zenferry.messages import sentence
from zenferry.rules import is_visible

USUAL = Offer(days=7)


def read(text: str) -> list[Offer]:
    return read_list(text, USUAL, ("en", "de"))


def mistakes(text: str) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        read(text)
    assert all(sentence(p.code, p.params) for p in refused.value.problems)
    return [(problem.field, problem.code) for problem in refused.value.problems]


def test_an_address_alone_is_invited_as_usual() -> None:
    assert read("email\nada@example.org\n") == [Offer(to="ada@example.org", days=7)]


def test_each_line_may_say_more_than_its_address() -> None:
    text = (
        "note,email,Language,days,deposits,files,gigabytes\n"
        '"For Ada, and her group",ada@example.org,DE,3,2,30,4\n'
    )
    assert read(text) == [
        Offer(
            note="For Ada, and her group",
            to="ada@example.org",
            language="de",
            days=3,
            deposits=2,
            files=30,
            bytes=4 * 10**9,
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffemail,note\r\nada@example.org,x\r\n",
        "email;note\nada@example.org;x\n",
        "email\tnote\nada@example.org\tx",
        "\n\n EMAIL , note\n\n ada@example.org , x \n,\n",
    ],
)
def test_it_is_read_however_a_spreadsheet_writes_it(text: str) -> None:
    assert [(offer.to, offer.note) for offer in read(text)] == [("ada@example.org", "x")]


def test_every_mistake_is_told_at_once_at_its_line() -> None:
    text = (
        "email,note,language,days\n"
        "ada@example.org,=cmd|'/c calc'!A1,,\n"
        "nobody,,,\n"
        "\n"
        "ADA@example.org,,fr,0\n"
        "bob@example.org,a\u202eb,,,\n"
    )
    assert mistakes(text) == [
        ("csv.6", "list_cells"),
        ("csv.2.note", "list_formula"),
        ("csv.3.email", "email"),
        ("csv.5.email", "list_twice"),
        ("csv.5.language", "list_language"),
        ("csv.5.days", "list_number"),
        ("csv.6.note", "invisible_character"),
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(sign: str) -> None:
    text = f"email,note\nada@example.org,{sign}1\n{sign}bob@example.org,x\n"
    assert mistakes(text) == [("csv.2.note", "list_formula"), ("csv.3.email", "email")]


@pytest.mark.parametrize("character", ["\n", "\r", "\t", "\x00", "\x1b", "\u200b", "\ufeff"])
def test_no_cell_has_what_can_not_be_seen(character: str) -> None:
    found = mistakes(f'email,note\nada@example.org,"a{character}b"\n')
    assert found == [("csv.2.note", "invisible_character")]


@pytest.mark.parametrize(
    "address",
    ["ada", "ada@", "a b@example.org", "a@example.org\r\nBcc: e@x.org", "a@[127.0.0.1]", ""],
)
def test_what_is_no_address_is_invited_nowhere(address: str) -> None:
    assert mistakes(f'email,note\n"{address}",x\n') == [("csv.2.email", "email")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("csv.1", "list_no_email")]),
        ("email\n", [("csv", "list_empty")]),
        ("address\na@example.org", [("csv.1", "list_column"), ("csv.1", "list_no_email")]),
        ("email,note,note\na@example.org,x,y", [("csv.1", "list_column_twice")]),
        ('email\na@example.org\n"b@example.org\n', [("csv.3", "list_quotes")]),
        ("email,note\na@example.org," + "x" * (LONGEST_NOTE + 1), [("csv.2.note", "too_long")]),
        ("email\n" + "x" * 200_000, [("csv.2", "list_quotes")]),
    ],
)
def test_a_list_that_is_none_is_told_so(text: str, found: list[tuple[str, str]]) -> None:
    assert mistakes(text) == found


def test_a_list_has_its_limit() -> None:
    addresses = [f"a{n}@example.org" for n in range(MOST_LINES + 1)]
    assert len(read("\n".join(["email", *addresses[:-1]]))) == MOST_LINES
    assert mistakes("\n".join(["email", *addresses])) == [("csv", "list_long")]


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "many", "9" * 13, "١"])
def test_a_cap_in_a_list_is_a_whole_number(number: str) -> None:
    text = f"email,deposits\na@example.org,{number}\n"
    assert mistakes(text) == [("csv.2.deposits", "list_number")]


_CELLS = st.text(alphabet='aä@.=+-;,"\n\r\t\x00\u202e 19', max_size=12)


@given(st.text(max_size=200) | st.lists(_CELLS).map(lambda cells: "email,note\n" + ",".join(cells)))
def test_whatever_is_given_is_read_or_refused_in_words(text: str) -> None:
    offers: list[Offer] = []
    problems: tuple[Problem, ...] = ()
    try:
        offers = read(text)
    except Invalid as error:
        problems = error.problems
    assert bool(offers) != bool(problems)
    assert all(sentence(problem.code, problem.params) for problem in problems)
    for offer in offers:
        assert is_address(offer.to)
        assert not offer.note.startswith(("=", "+", "-", "@"))
        assert all(is_visible(each) and each not in "\n\r\t" for each in offer.note)
