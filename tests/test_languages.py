"""Every language says everything, and nothing that nobody says any more (`make words`)."""

import json
import re
import string
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from infra.local import words
from zenferry import languages, site_words
from zenferry.messages import SENTENCES, STATES, sentence

FOREIGN = [language for language in languages.known() if language != languages.ENGLISH]
_IN_BRACES = re.compile(r"\{\w*\}|%\(\w+\)\w|%%")
# What a person reads begins large and has several words.
_SENTENCE = re.compile(r"^[A-Z“][\w’']*[ ,:].*[a-z]")
_LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
_FILLED_IN = re.compile(r"\$\{.*?\}")
# What an error says is for programmers: what a person reads of it is chosen by its kind.
_FOR_NOBODY = re.compile(r"\b(?:Error|super|TypeError|DOMException)\(|^\s*(?://|\*|/\*)")


@cache
def catalog(language: str) -> tuple[Message, ...]:
    with (site_words.LOCALE / f"{language}.po").open("rb") as file:
        return tuple(entry for entry in read_po(file, locale=language) if entry.id)


def told(language: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(
        (languages.FOLDER / f"{language}.json").read_text("utf-8")
    )
    return found


def english(part: str, key: str) -> str:
    return {"sentences": SENTENCES, "states": STATES}.get(part, {}).get(key, key)


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """All that is said, in English and in this language."""
    yield from ((str(entry.id), str(entry.string)) for entry in catalog(language))
    for part, entries in told(language).items():
        yield from ((english(part, key), said) for key, said in entries.items())


@pytest.mark.parametrize("language", FOREIGN)
def test_a_language_has_both_of_its_files(language: str) -> None:
    assert (site_words.LOCALE / f"{language}.po").is_file()


@pytest.mark.parametrize("language", FOREIGN)
def test_nothing_is_missing_and_nothing_is_unsure(language: str) -> None:
    assert [text for text, said in pairs(language) if not said.strip()] == []
    assert [entry.id for entry in catalog(language) if entry.fuzzy] == []


@pytest.mark.parametrize("language", FOREIGN)
def test_what_is_said_and_what_is_translated_are_the_same(language: str) -> None:
    said = {str(entry.id) for entry in words.in_templates() if entry.id}
    assert {str(entry.id) for entry in catalog(language)} == said
    there = told(language)
    assert there["sentences"].keys() == SENTENCES.keys()
    assert there["states"].keys() == STATES.keys()
    assert there["form"].keys() == set(words.in_declarations())


@pytest.mark.parametrize("language", FOREIGN)
def test_nothing_obsolete_is_dragged_along(language: str) -> None:
    text = (site_words.LOCALE / f"{language}.po").read_text("utf-8")
    assert "#~" not in text


@pytest.mark.parametrize("language", FOREIGN)
def test_what_is_filled_in_is_filled_in_there_too(language: str) -> None:
    for text, said in pairs(language):
        assert set(_IN_BRACES.findall(said)) == set(_IN_BRACES.findall(text)), text


@pytest.mark.parametrize("language", FOREIGN)
def test_a_translation_begins_and_ends_as_the_english_does(language: str) -> None:
    """A sentence stays a sentence, a blank at its end stays there."""
    for text, said in ((text, said) for text, said in pairs(language) if said):
        assert said[0].isspace() == text[0].isspace(), text
        assert said[-1].isspace() == text[-1].isspace(), text
        assert (text[-1] in ".…:?!") == (said[-1] in ".…:?!"), (text, said)


@pytest.mark.parametrize("language", FOREIGN)
def test_updating_twice_is_updating_once_and_loses_nothing(language: str) -> None:
    once = words.updated_po((site_words.LOCALE / f"{language}.po").read_bytes(), language)
    assert words.updated_po(once, language) == once
    assert read_po(BytesIO(once), locale=language)[catalog(language)[0].id]
    text = (languages.FOLDER / f"{language}.json").read_text("utf-8")
    assert json.loads(words.updated_json(text)) == json.loads(text)


@pytest.mark.parametrize("language", FOREIGN)
def test_a_sentence_of_the_service_needs_no_more_than_the_english_one(language: str) -> None:
    for code, text in SENTENCES.items():
        params = {name: "x" for _, name, _, _ in string.Formatter().parse(text) if name}
        assert sentence(code, params, language)


def test_the_scripts_say_nothing_that_is_not_in_the_words_of_the_page() -> None:
    sources = [p for p in Path("frontend/src").rglob("*.ts") if not p.name.endswith(".test.ts")]
    found = [
        f"{path}: {words_}"
        for path in sources
        for line in path.read_text("utf-8").splitlines()
        if not _FOR_NOBODY.search(line)
        for match in _LITERAL.finditer(line)
        if _SENTENCE.match(_FILLED_IN.sub("", words_ := match[1] or match[2] or ""))
    ]
    assert found == []


def test_a_sentence_in_a_script_would_be_found() -> None:
    assert _SENTENCE.match("Choose the same file, or remove it.")
    assert not _SENTENCE.match("files.refused")
    assert not _SENTENCE.match("Content-Type")


def test_the_templates_say_nothing_but_through_gettext() -> None:
    """Text between tags that is neither marked nor filled in would stay English."""
    bare = re.compile(r">\s*([A-Z][a-z]+(?: [\w,.]+)+)\s*<")
    found = [
        f"{path}: {text}"
        for path in sorted(Path("templates").rglob("*.html"))
        for text in bare.findall(re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.S))
    ]
    assert found == []
