"""The languages the service speaks: English, which stands in the code, and what lies in sentences/.

A further one is sentences/<language>.json here and templates/locale/<language>.po for the page;
`make words LANGUAGE=fr` begins both. It must not know what is said when.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

__all__ = ["ENGLISH", "FOLDER", "Language", "known", "of_form", "spoken"]

ENGLISH = "en"
FOLDER = Path(__file__).parent / "sentences"


@dataclass(frozen=True)
class Language:
    """`sentences` by code, `states` by state; `form` is what fields are called, by the English."""

    sentences: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)


@cache
def known() -> tuple[str, ...]:
    """All languages there are words for."""
    return (ENGLISH, *sorted(path.stem for path in FOLDER.glob("*.json")))


@cache
def spoken(language: str) -> Language:
    """Its words; none for English, and for a language nobody has translated to."""
    if language == ENGLISH or language not in known():
        return Language()
    return Language(**json.loads((FOLDER / f"{language}.json").read_text("utf-8")))


def of_form(text: str, language: str) -> str:
    """What the form's declaration says in English, in another language."""
    return spoken(language).form.get(text) or text
