"""The words of the page in another language: gettext's .po files, read when the site is built.

It knows templates/locale; what fields are called comes from languages.py, as the service needs
that too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po

from zenferry.languages import ENGLISH, spoken

__all__ = ["LOCALE", "MissingWords", "Words", "name_of", "words_in"]

LOCALE = Path(__file__).parents[2] / "templates" / "locale"


class MissingWords(Exception):
    """There is no .po file for a language."""


@dataclass(frozen=True)
class Words:
    """What is said instead of the English, in templates and of what is declared.

    One English word may be two elsewhere: “Open” the link, and a file that is “Open”.
    """

    page: Mapping[str, str]
    form: Mapping[str, str]

    def gettext(self, text: str) -> str:
        """A template's text in this language; English where nobody has translated it."""
        return self.page.get(text) or self.form.get(text) or text

    def declared(self, text: str) -> str:
        """What the form's declaration says."""
        return self.form.get(text) or text


def words_in(language: str) -> Words:
    """All words of the page in this language."""
    if language == ENGLISH:
        return Words({}, {})
    path = LOCALE / f"{language}.po"
    if not path.is_file():
        raise MissingWords(f"{path} is missing. Begin it: make words LANGUAGE={language}")
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    messages = {str(entry.id): str(entry.string) for entry in catalog if entry.id}
    return Words(messages, spoken(language).form)


def name_of(language: str) -> str:
    """What a language is called by those who speak it."""
    name = Locale.parse(language).get_display_name(language) or language
    return name[0].upper() + name[1:]
