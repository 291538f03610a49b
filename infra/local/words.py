"""Brings the files of every language up to what is said: `make words`.

What is new comes in empty, what nobody says any more goes; nothing that was translated is lost as
long as its English stands. `make words LANGUAGE=fr` begins a language: then fill in
templates/locale/fr.po and functions/zenferry/sentences/fr.json, and put "fr" into the profile's
`languages`. A test fails as long as a sentence is missing.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from zenferry import fields, languages, profile
from zenferry.fields import Field
from zenferry.messages import SENTENCES, STATES
from zenferry.site_words import LOCALE

_TEMPLATES = LOCALE.parent
# Of the head: dates would make every run a change, and nobody's name is asked for.
_NOT_WANTED = tuple(
    f'"{name}'
    for name in (
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)
_OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}


def in_templates() -> Catalog:
    """What the templates say, with the files that say it."""
    found = Catalog(project="zenferry", fuzzy=False)
    extracted = extract_from_dir(
        _TEMPLATES,
        [("**.html", "jinja2.ext:babel_extract")],
        {"**.html": {**_OPTIONS, "silent": "false"}},
    )
    for name, _, text, _, _ in sorted(extracted, key=lambda each: each[:2]):
        if isinstance(text, str):
            found.add(text, locations=[(name, 0)])
    return found


def in_declarations() -> list[str]:
    """What fields, their sections and choices are called, in the order of the form."""
    said: dict[str, None] = dict.fromkeys((*profile.DEFAULT_POINTS, fields.PRACTICE))
    for section in fields.SECTIONS:
        said |= dict.fromkeys((section.label, section.help))
    for text in _of(fields.FIELDS):
        said[text] = None
    return [text for text in said if text]


def _of(declared: Iterable[Field]) -> Iterator[str]:
    for field in declared:
        yield from (field.label, field.help, field.one)
        for choice in field.choices:
            yield from (choice.label, choice.help, choice.group)
        yield from _of(field.parts)


def updated_po(old: bytes, language: str) -> bytes:
    """The catalog of a language with all that the templates say, and nothing else."""
    catalog = read_po(BytesIO(old), locale=language) if old else Catalog(language, fuzzy=False)
    catalog.header_comment = "# What the page says. Written by `make words`; translate the msgstr."
    catalog.update(in_templates(), no_fuzzy_matching=True)
    written = BytesIO()
    write_po(
        written, catalog, ignore_obsolete=True, include_lineno=False, omit_header=False, width=100
    )
    lines = written.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_NOT_WANTED)).encode()


def updated_json(old: str) -> str:
    """The sentences of a language with all that the service says, and nothing else."""
    known: Mapping[str, Mapping[str, str]] = json.loads(old or "{}")
    wanted = {
        "sentences": list(SENTENCES),
        "states": list(STATES),
        "form": in_declarations(),
    }
    kept = {
        part: {key: known.get(part, {}).get(key, "") for key in keys}
        for part, keys in wanted.items()
    }
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def update(language: str) -> None:
    """Both files of a language."""
    po, sentences = LOCALE / f"{language}.po", languages.FOLDER / f"{language}.json"
    po.write_bytes(updated_po(po.read_bytes() if po.is_file() else b"", language))
    told = updated_json(sentences.read_text("utf-8") if sentences.is_file() else "")
    sentences.write_text(told, "utf-8")
    left = sum(not said for part in json.loads(told).values() for said in part.values())
    print(f"{language}: {untranslated(po)} untranslated in {po.name}, {left} in {sentences.name}")


def untranslated(po: Path) -> int:
    """How many words of the page are still missing."""
    with po.open("rb") as file:
        return sum(1 for entry in read_po(file) if entry.id and not entry.string)


if __name__ == "__main__":
    for each in sys.argv[1:] or [name for name in languages.known() if name != languages.ENGLISH]:
        update(each)
