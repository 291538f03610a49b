"""What a request costs grows as it does: no text is so odd that it holds up the service."""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.crossing import VALUES
from tests.deposit_client import house
from zenferry import public_text, rules
from zenferry.described import metadata_of
from zenferry.errors import Invalid, NeedsAttention, Problem
from zenferry.forwarding.outgoing import emptied, outgoing
from zenferry.metadata import Text
from zenferry.preview import advice
from zenferry.readers import bibtex, chooser, latex
from zenferry.rules import BrokenRule
from zenferry.typed.markup import pieces
from zenferry.typed.rich_text import sanitised

TIMES = 8


def grows(work: Callable[[int], object], size: int) -> float:
    """How many times as long it takes for a text that is so many times as long."""

    def taken(of: int) -> float:
        best = []
        for _ in range(3):
            begun = time.process_time()
            work(of)
            best.append(time.process_time() - begun)
        return min(best)

    # What takes no time at all grows by nothing that matters.
    return taken(TIMES * size) / (taken(size) + 0.002)


# Linear is 8, quadratic 64.
MOST_GROWTH = 24


@pytest.mark.parametrize("piece", ["&amp;", "&#38;", "amp;", "&#", "&", "&amp;amp;#38;"])
def test_entities_in_entities_are_read_in_time(piece: str) -> None:
    assert grows(lambda n: rules.text("&" + piece.strip("&") * n + ";"), 1000) < MOST_GROWTH


def test_an_ampersand_is_one_however_often_it_was_escaped() -> None:
    assert rules.text("R&" + "amp;" * 50 + "D") == "R&D"
    assert rules.text("a &amp;amp;lt; b") == "a < b"


@pytest.mark.parametrize(
    "piece",
    [
        *("<a ", "<a", "<!--", "<!", "<![", "<?", "</", "<thead ", "<thead", "<a b='", "<a b=\"'"),
        *("<script>", "<script></", "<title>", "&#", "&", "<", "<a =", "<a x y=z ", "<!-->", "--"),
    ],
)
def test_markup_is_taken_apart_in_time(piece: str) -> None:
    assert grows(lambda n: list(pieces(piece * n)), 4000) < MOST_GROWTH


WORDS = ["a", "1", "a.", "a-", "a@", "a@a.", "www.", "+1", "+1(", "(", "tel ", "<", "href=", "\t"]


@pytest.mark.parametrize("piece", [*WORDS, "http://", "@", "é", "<a", "<a href=", "+1 "])
def test_texts_are_looked_through_in_time(piece: str) -> None:
    def work(n: int) -> None:
        text = f"+1{piece * n}x"
        advice._EMAIL.search(text)
        advice._PHONE.search(text)
        public_text.plain(text)
        public_text.links(text)

    assert grows(work, 2000) < MOST_GROWTH


@pytest.mark.parametrize("field", ["title", "version", "copyright"])
def test_what_is_far_too_long_is_refused_unread(field: str) -> None:
    text = "&" + "amp;" * 20_000
    found = house().parts.form.judge({**VALUES, field: text})
    assert [(each.field, each.code) for each in found] == [(field, "too_long")]


def table(columns: int, rows: int) -> str:
    return "|" + "a|" * columns + "\n|" + "-|" * columns + "\n" + "|\n" * rows


def test_a_table_of_few_characters_and_many_cells_is_refused_at_its_field() -> None:
    text = {"format": "markdown", "text": table(200, 15_000)}
    more = [{"type": "methods", "text": text}]
    found = house().parts.form.judge(
        {**VALUES, "description": text, "additional_descriptions": more}
    )
    assert {(each.field, each.code) for each in found} == {
        ("description", "too_formatted"),
        ("additional_descriptions.0.text", "too_formatted"),
    }


def test_a_long_text_around_a_table_is_taken() -> None:
    text = table(10, 50) + "\nA short line.\n" * 2000
    sent = house().parts.form.judge({**VALUES, "description": {"format": "markdown", "text": text}})
    assert sent == ()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("html", "&" * 45_000),
        ("markdown", "&" * 45_000),
        ("markdown", "#\n" * 24_000),
    ],
)
def test_what_becomes_too_much_html_is_not_sent(kind: str, text: str) -> None:
    with pytest.raises(BrokenRule, match="too_formatted"):
        sanitised({"format": kind, "text": text})


@pytest.mark.parametrize("piece", ["> ", "*a ", "`", "- ", "a\n", "<", "\\", "~~a ", "[a]: b\n"])
def test_markdown_is_rendered_in_time(piece: str) -> None:
    text = {"format": "markdown"}
    assert grows(lambda n: sanitised({**text, "text": piece * n}), 500) < MOST_GROWTH


def test_brackets_that_nobody_closes_are_refused_unrendered() -> None:
    text = {"format": "markdown", "text": "![" * 20_000}
    found = house().parts.form.judge({**VALUES, "description": text})
    assert [(each.field, each.code) for each in found] == [("description", "too_formatted")]


def test_a_record_s_texts_together_are_bounded() -> None:
    text = {"format": "markdown", "text": "&" * 25_000}
    more = [{"type": "methods", "text": text}]
    form = house().parts.form
    read, problems = form.read({**VALUES, "description": text, "additional_descriptions": more})
    assert problems == ()
    with pytest.raises(Invalid) as refused:
        metadata_of(read, form.fields, "us")
    found = [(each.field, each.code) for each in refused.value.problems]
    assert found == [("additional_descriptions.0.text", "too_formatted")]


def test_nothing_that_was_asked_for_is_sent_empty() -> None:
    form = house().parts.form
    record = metadata_of(form.read(VALUES)[0], form.fields, "us")
    assert emptied(record, form.fields) == ()
    bare = replace(record, description_html="", additional_descriptions=(Text("", "methods"),))
    assert emptied(bare, form.fields) == (Problem("description", "missing"),)


def test_what_is_too_much_to_send_comes_back_at_its_field() -> None:
    text = {"format": "markdown", "text": "&" * 45_000}
    with pytest.raises(NeedsAttention) as stopped:
        outgoing(house().parts.form, {**VALUES, "description": text}, "us")
    assert (stopped.value.code, stopped.value.field) == ("too_formatted", "description")


def crate(size: int) -> str:
    """One author told many times, each time with an institute that is told many times."""
    graph = [
        {"@id": "ro-crate-metadata.json", "about": {"@id": "./"}},
        {"@id": "./", "@type": "Dataset", "name": "x", "author": [{"@id": "#p"}] * size},
        {"@id": "#p", "@type": "Person", "name": "Ada", "affiliation": [{"@id": "#o"}] * size},
        {"@id": "#o", "name": "Institute"},
    ]
    return json.dumps({"@graph": graph})


def test_a_crate_that_names_one_person_many_times_is_read_in_time() -> None:
    found = chooser.read(crate(100), "ro-crate-metadata.json")
    assert len(found.values["creators"]) == 1  # type: ignore[arg-type]
    assert grows(lambda n: chooser.read(crate(n), "ro-crate-metadata.json"), 120) < MOST_GROWTH


OPENINGS = [
    *("\\sqrt[", "\\cite[", "\\footnote[", "\\begin{array}[", "\\newcommand{\\a}[", "\\\\["),
    *(
        "\\frac{",
        "\\frac{a}{",
        "\\sqrt[{",
        "\\'{",
        "{",
        "$",
        "\\(",
        "\\begin{a}",
        "\\verb",
        "\\sqrt[  ",
    ),
]


@pytest.mark.parametrize("closing", ["", "]", "}", "]}", "]{a}", " " * 20])
@pytest.mark.parametrize("opening", OPENINGS)
def test_latex_that_is_never_closed_is_given_up_in_time(opening: str, closing: str) -> None:
    def work(n: int) -> None:
        latex.decoded(opening * n + "a" + closing * n)

    assert grows(work, 5) < MOST_GROWTH


@pytest.mark.parametrize("field", ["abstract", "author"])
def test_what_is_read_anew_too_often_stays_as_it_is_written(field: str) -> None:
    text = "\\sqrt[" * 50 + "a"
    found = bibtex.read(f"@misc{{a, title = {{x}}, {field} = {{{text}}}}}").values
    assert text in repr(found).replace("\\\\", "\\")


def test_macros_that_nobody_knows_leave_nothing_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        bibtex.read("@article{a, title = {x \\nobody \\knows{this} \\input{that}}}")
    assert caplog.records == []
