"""What to think over before sending. Nothing here stops anybody; what does is in the form."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from zenferry.errors import Problem
from zenferry.metadata import AccessKind, Metadata, Person
from zenferry.preview.licence_advice import licence_advice
from zenferry.preview.spam import NamedFile, spam_check
from zenferry.public_text import plain, texts

__all__ = ["NamedFile", "advice"]

FEWEST_WORDS = 10
LONGEST_EMBARGO = timedelta(days=3 * 365 + 1)

_EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        "test tests testing todo tbd none na data dataset daten title titel description "
        "beschreibung abstract asdf xxx lorem ipsum",
    )
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_FILE_NAME = re.compile(r"\S+\.[A-Za-z][A-Za-z0-9]{1,4}|\S*_\S*_\S*|[\w-]*\d{4}[\w-]*_\S+")
# Bounded, and begun where a word begins: a genome is one word, too.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}")
# A number is a telephone's where it says so: coordinates and grants have as many digits.
_PHONE = re.compile(
    r"(?:\b(?:tel|phone|telefon|fon|mobile?|mobil|handy|fax)\b\.?:?\s{0,9}|(?<![\w.])\+)"
    r"\(?\d[\d ()/-]{6,30}\d",
    re.IGNORECASE,
)
# Where an address belongs: it was asked for, and said to become public.
_MAY_HOLD_ADDRESS = frozenset({"creators", "contributors", "related", "identifiers"})


def advice(record: Metadata, files: Sequence[NamedFile], today: date) -> tuple[Problem, ...]:
    """All of it, in the order of the form, each kind once a field."""
    found = [
        *_title(record),
        *_description(record),
        *_findable(record),
        *_dates(record, today),
        *_people(record),
        *licence_advice(record),
        *_related(record),
        *_private(record),
        *spam_check(record, files).hints,
    ]
    return tuple({(each.field, each.code): each for each in found}.values())


def _title(record: Metadata) -> Iterator[Problem]:
    title = record.title
    letters = [letter for letter in title if letter.isalpha()]
    cased = [letter for letter in letters if letter.lower() != letter.upper()]
    if len(cased) > 7 and sum(letter.isupper() for letter in cased) > 0.8 * len(cased):
        yield Problem("title", "title_capitals")
    if _FILE_NAME.fullmatch(title):
        yield Problem("title", "title_file_name")
    elif title and _says_nothing(title):
        yield Problem("title", "title_says_nothing")


def _description(record: Metadata) -> Iterator[Problem]:
    text = plain(record.description_html)
    if not text:
        return
    if _bare(text) == _bare(record.title):
        yield Problem("description", "description_is_title")
    elif _says_nothing(text):
        yield Problem("description", "description_says_nothing")
    elif len(_WORD.findall(text)) < FEWEST_WORDS and len(text) < 60:
        yield Problem("description", "description_short")


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _says_nothing(text: str) -> bool:
    return {word.casefold() for word in _WORD.findall(text)} <= _EMPTY_WORDS


def _findable(record: Metadata) -> Iterator[Problem]:
    if not (record.keywords or record.subjects):
        yield Problem("keywords", "keywords_none")


def _dates(record: Metadata, today: date) -> Iterator[Problem]:
    begin = record.publication_date.partition("/")[0]
    if begin > today.isoformat()[: len(begin)]:
        yield Problem("publication_date", "published_in_future", {"date": begin})
    until = record.access.until if record.access.kind is AccessKind.EMBARGOED else None
    if until and until > (today + LONGEST_EMBARGO).isoformat():
        yield Problem("embargo_until", "embargo_long", {"date": until})


def _people(record: Metadata) -> Iterator[Problem]:
    people = [creator for creator in record.creators if isinstance(creator, Person)]
    without = sum(not person.orcid for person in people)
    if without:
        yield Problem("creators", "orcid_missing", {"count": without, "all": len(people)})
    if record.creators and not any(creator.affiliations for creator in record.creators):
        yield Problem("creators", "affiliation_none")


def _related(record: Metadata) -> Iterator[Problem]:
    if record.resource_type == "dataset" and not (record.related or record.references):
        yield Problem("related", "related_none")


def _private(record: Metadata) -> Iterator[Problem]:
    for field, text in texts(record):
        words = plain(text)
        if field not in _MAY_HOLD_ADDRESS and (found := _EMAIL.search(words)):
            yield Problem(field, "email_public", {"address": found[0]})
        if _PHONE.search(words):
            yield Problem(field, "phone_public")
