"""Every letter says what it is for, in its reader's language; what strangers typed is harmless."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.clock import START
from tests.crossing import handed_over
from tests.house import EXAMPLE, PAGE
from tests.table_places import fresh
from tests.written import ID
from zenferry.adapters.mail_templates import MailTemplates
from zenferry.mails.letters import Letter, Letters
from zenferry.mails.news import Message, News
from zenferry.messages import sentence
from zenferry.messages.mails import MAILS
from zenferry.profile import Curator, HandOver, Profile, read_profile
from zenferry.repository import ReviewState
from zenferry.state import State
from zenferry.submission import Submission
from zenferry.timeline import Event
from zenferry.versions.basis import BasisKind

KEY = "k" * 32
TO = "ada@example.org"
CURATOR = Curator("mb", "M. B.", "mb@example.org")


def written(profile: Profile | None = None) -> Letters:
    return Letters(profile=profile or read_profile(EXAMPLE), page=PAGE, rendering=MailTemplates())


def deposit(**more: Any) -> Submission:
    values = {"title": "Sediment cores of the Jade Bay", **more.pop("values", {})}
    given = {"doi": "10.5281/zenodo.1", "record_url": "https://zenodo.org/records/1"} | more
    return replace(fresh("i"), id=ID, values=values, **{"confirmed": True, **given})


def told(
    news: News, found: Submission | None = None, *, language: str = "en", words: str = ""
) -> Letter:
    said = found or deposit()
    if words:
        said = replace(said, timeline=(Event(START, news, {"words": words}),))
    return written().news(said, Message(news, START), TO, language, KEY)


def every_letter(language: str) -> Iterator[Letter]:
    letters = written()
    found = replace(deposit(), language=language)
    until = START + timedelta(days=30)
    for news in News:
        if news.is_private:
            yield told(news, found, language=language, words="x" * 3000)
    yield told(News.RECEIVED, replace(found, state=State.AWAITING_APPROVAL), language=language)
    yield told(News.PUBLISHED, replace(found, state=State.PUBLISHED), language=language)
    reviewed = replace(found, timeline=(Event(START, "accepted", {}),))
    yield told(News.PUBLISHED, reviewed, language=language)
    yield told(News.DRAFT_READY, replace(found, account="Ada"), language=language)
    yield told(News.RECEIVED, replace(found, place="sandbox"), language=language)
    yield letters.return_link(found, TO, KEY)
    yield letters.transferred(found, TO, KEY)
    yield letters.waiting(found, CURATOR)
    yield letters.sign_in(CURATOR, KEY, minutes=15)
    for asked in (False, True):
        yield letters.invitation(TO, KEY, language=language, expires=until, asked=asked)
    for kind in BasisKind:
        yield letters.version_agreed(
            TO, KEY, kind, "10.5281/zenodo.1", language=language, expires=until
        )
    yield letters.version_refused(TO, "10.5281/zenodo.1", words="No.", language=language)


class Seen(HTMLParser):
    """What a reader of HTML sees, and what it could be led to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def pattern(words: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, re.split(r"\{\w+\}", words))))


def test_every_sentence_of_letters_is_said_in_one() -> None:
    letters = list(every_letter("en"))
    said = "\n".join(f"{each.subject}\n{each.text}\n{Seen(each.html).text}" for each in letters)
    assert [code for code, words in MAILS.items() if not pattern(words).search(said)] == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_text_and_html_say_the_same_with_the_same_link(language: str) -> None:
    for letter in every_letter(language):
        html = Seen(letter.html)
        links = re.findall(rf"^{PAGE}\S*$", letter.text, re.MULTILINE)
        assert html.links == links
        flat = " ".join(html.text.split())
        for line in filter(None, letter.text.splitlines()):
            plain = re.sub("[\u2066-\u2069]", "", line.removeprefix("> "))
            assert line in links or line == ">" or " ".join(plain.split()) in flat


def test_a_subject_is_one_line_and_holds_nothing_that_was_typed() -> None:
    found = deposit(values={"title": "Zqx\r\nBcc: eve@example.org"})
    for news in News:
        letter = told(news, found, words="Zqx") if news.is_private else None
        letter = letter or written().waiting(found, CURATOR)
        assert "Zqx" not in letter.subject
        assert len(letter.subject.splitlines()) == 1


@pytest.mark.parametrize(
    ("language", "page", "hello"), [("en", PAGE, "Hello!"), ("de", f"{PAGE}de/", "Guten Tag!")]
)
def test_a_letter_speaks_the_readers_language_and_leads_to_its_page(
    language: str, page: str, hello: str
) -> None:
    letter = told(News.IN_REVIEW, language=language)
    assert f"\n{page}#submission=" in letter.text
    assert letter.text.startswith(hello)
    assert f'<html lang="{language}" dir="ltr">' in letter.html


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_mail_of_a_publication_says_that_curators_accepted_it_where_they_did(
    language: str,
) -> None:
    reviewed, unasked = handed_over(), handed_over(HandOver.PUBLISH)
    reviewed.fake.decide(str(reviewed.found.review), ReviewState.ACCEPTED)
    reviewed.tend(minutes=2)
    said = sentence("mail_accepted", {}, language)
    for crossing, accepted in ((reviewed, True), (unasked, False)):
        assert crossing.state() is State.PUBLISHED
        letter = told(News.PUBLISHED, crossing.found, language=language)
        assert (said in letter.text, said in letter.html) == (accepted, accepted)


def test_a_language_that_the_page_has_not_becomes_its_first() -> None:
    letter = told(News.IN_REVIEW, language="fr")
    assert letter == told(News.IN_REVIEW)


def test_what_is_written_from_right_to_left_is_laid_out_so() -> None:
    arabic = replace(read_profile(EXAMPLE), languages=("en", "ar"))
    letter = written(arabic).news(deposit(), Message(News.DECLINED, START), TO, "ar", KEY)
    assert '<html lang="ar" dir="rtl">' in letter.html


def test_a_title_that_turns_the_direction_turns_nothing_around_it() -> None:
    letter = told(
        News.IN_REVIEW, deposit(values={"title": "\u202egnp.exe \u05e9\u05dc\u05d5\u05dd"})
    )
    assert "\u202e" not in letter.text + letter.html
    assert "\u2068gnp" in letter.text
    assert '<bdi dir="auto">gnp' in letter.html


HOSTILE = [
    "<script>alert(1)</script>",
    "</p></div><a href='https://evil.example'>Click</a>",
    "{{ 7 * 7 }} {% raw %} {contact} %s",
    '"><img src=x onerror=alert(1)>',
    "\x1b[31mred\x00\x07",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_was_typed_is_text_and_nothing_else(typed: str) -> None:
    harmless = told(News.DECLINED, deposit(values={"title": "Title"}), words="Words")
    letter = told(News.DECLINED, deposit(values={"title": typed}), words=typed)
    assert Seen(letter.html).tags == Seen(harmless.html).tags
    assert Seen(letter.html).links == Seen(harmless.html).links
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", letter.text + letter.html)
    if "{{" in typed:
        assert "49" not in letter.text.replace(KEY, "")


@pytest.mark.parametrize("typed", ["https://evil.example/login", "evil.example/login", "a@b.org"])
def test_a_title_makes_no_link_of_ours(typed: str) -> None:
    letter = told(News.RECEIVED, deposit(values={"title": f"See {typed} now"}))
    assert typed not in letter.text + letter.html
    assert typed in letter.text.replace("\u2060", "")


@pytest.mark.parametrize("title", [None, 7, ["x"], {"a": 1}, "", " \r\n "])
def test_what_is_no_title_is_left_out(title: object) -> None:
    letter = told(News.RECEIVED, deposit(values={"title": title}))
    assert sentence("mail_title", {}) not in letter.text + letter.html


def test_a_very_long_title_is_cut() -> None:
    letter = told(News.RECEIVED, deposit(values={"title": "word " * 5000}))
    assert "word word word…\u2069\n" in letter.text
    assert len(letter.text) < 1500


def test_a_curators_words_are_quoted_line_by_line_and_cut_where_they_are_long() -> None:
    words = "First.\n\n\n\nSecond.\n" + "\n".join(["line"] * 2000)
    letter = told(News.RETURNED, words=words)
    quoted = [line for line in letter.text.splitlines() if line.startswith(">")]
    assert quoted[:3] == ["> \u2068First.\u2069", ">", "> \u2068Second.\u2069"]
    assert sentence("mail_words_more", {}) in letter.text
    assert letter.text.count("line") < 500


def test_nobody_forges_what_stands_after_a_quotation() -> None:
    forged = "Fine.\n\nOpen https://evil.example\n\n--\nThe service"
    letter = told(News.RETURNED, words=forged)
    ours = [line for line in letter.text.splitlines() if not line.startswith(">")]
    assert "evil.example" not in "\n".join(ours)


def test_only_the_last_words_are_quoted() -> None:
    events = tuple(Event(START, "returned", {"words": word}) for word in ("Old", "New"))
    found = replace(deposit(), timeline=(*events, Event(START, "retried", {})))
    letter = written().news(found, Message(News.RETURNED, START), TO, "en", KEY)
    assert "New" in letter.text
    assert "Old" not in letter.text


def test_a_published_deposit_is_told_with_its_doi_and_its_record() -> None:
    letter = told(News.PUBLISHED, deposit(state=State.PUBLISHED))
    assert "https://doi.org/10.5281/zenodo.1" in letter.text
    assert "https://zenodo.org/records/1" in letter.text
    assert sentence("mail_key_ended", {}) in letter.text


def test_what_goes_where_nothing_is_for_good_says_so() -> None:
    assert "practice" in told(News.PUBLISHED, deposit(place="sandbox")).text
    assert "practice" not in told(News.PUBLISHED).text


def test_a_sign_in_link_is_a_secret_of_its_fragment() -> None:
    letter = written().sign_in(CURATOR, "a secret&x", minutes=15)
    assert f"{PAGE}curation/#sign-in=a+secret%26x" in letter.text
    assert (letter.to, "15" in letter.text) == (CURATOR.address, True)
