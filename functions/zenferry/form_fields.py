"""The fields of the form, each declared here and nowhere else. Words are English message ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from zenferry.form_choices import LANGUAGES, LICENCES, RESOURCE_TYPES, Choice

__all__ = ["FIELDS", "SECTIONS", "Choice", "Field", "Kind", "Section", "When"]


class Kind(StrEnum):
    """How a field is drawn (templates/fields/<kind>) and read (form.py)."""

    LINE = "line"
    PARAGRAPHS = "paragraphs"
    DATE = "date"
    FUTURE_DAY = "future_day"
    ORCID = "orcid"
    ROR = "ror"
    CHOICE = "choice"
    RADIOS = "radios"
    KEYWORDS = "keywords"
    GROUP = "group"
    AGREEMENT = "agreement"


@dataclass(frozen=True)
class When:
    """The field applies only while a sibling has one of these values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One field. Lengths in characters; `most` entries of a list; `missing` a message's code."""

    name: str
    kind: Kind
    label: str
    help: str = ""
    section: str = ""
    required: bool = False
    default: str = ""
    fixed: bool = False
    when: When | None = None
    choices: tuple[Choice, ...] = ()
    parts: tuple["Field", ...] = ()
    one: str = ""
    shortest: int = 1
    longest: int = 300
    most: int = 200
    missing: str = ""
    autocomplete: str = ""

    def applies(self, values: Mapping[str, object]) -> bool:
        """Whether the siblings' values call for this field."""
        return self.when is None or values.get(self.when.field) in self.when.values


@dataclass(frozen=True)
class Section:
    """A part of the page with a heading of its own."""

    name: str
    label: str
    help: str = ""


SECTIONS = (
    Section("work", "Your data", "What it is, so that others can find it."),
    Section("people", "Creators", "Everybody who made it, in the order they are to be cited."),
    Section("use", "Access and licence", "Who may download the files, and what they may do."),
    Section("consent", "Agreement"),
)

_PERSON = When("type", ("person",))
_ORGANISATION = When("type", ("organisation",))

_AFFILIATION = (
    Field("name", Kind.LINE, "Affiliation", autocomplete="organization", required=True),
)

_CREATOR = (
    Field(
        "type",
        Kind.RADIOS,
        "Person or organisation",
        required=True,
        default="person",
        choices=(Choice("person", "Person"), Choice("organisation", "Organisation")),
    ),
    Field("given_name", Kind.LINE, "Given name", when=_PERSON, longest=120),
    Field(
        "family_name",
        Kind.LINE,
        "Family name",
        when=_PERSON,
        required=True,
        longest=120,
        missing="family_name",
    ),
    Field(
        "orcid",
        Kind.ORCID,
        "ORCID iD",
        "Sixteen digits, such as 0000-0002-1825-0097. Leave it empty if there is none.",
        when=_PERSON,
    ),
    Field(
        "name",
        Kind.LINE,
        "Name of the organisation",
        when=_ORGANISATION,
        required=True,
        missing="organisation_name",
    ),
    Field(
        "ror",
        Kind.ROR,
        "ROR id",
        "From ror.org, such as 05a28rw58. Leave it empty if there is none.",
        when=_ORGANISATION,
    ),
    Field(
        "affiliations",
        Kind.GROUP,
        "Affiliations",
        "Where this work was done. Several are welcome.",
        parts=_AFFILIATION,
        one="affiliation",
        most=20,
    ),
)

FIELDS = (
    Field(
        "title",
        Kind.LINE,
        "Title",
        "Say what, where and when: “Sediment cores of the Jade Bay, 2021–2024”.",
        section="work",
        required=True,
        shortest=3,
    ),
    Field(
        "resource_type",
        Kind.CHOICE,
        "Type",
        section="work",
        required=True,
        default="dataset",
        choices=RESOURCE_TYPES,
    ),
    Field(
        "description",
        Kind.PARAGRAPHS,
        "Description",
        "What was measured, how, and what the files hold. A blank line begins a new paragraph.",
        section="work",
        required=True,
        shortest=3,
        longest=50_000,
    ),
    Field(
        "keywords",
        Kind.KEYWORDS,
        "Keywords",
        "Words that somebody would search for. Press Enter after each.",
        section="work",
        most=100,
        longest=100,
        one="keyword",
    ),
    Field(
        "publication_date",
        Kind.DATE,
        "Publication date",
        "Today, unless it was published elsewhere before: 2026, 2026-11 or 2026-11-21.",
        section="work",
        required=True,
    ),
    Field("version", Kind.LINE, "Version", "Such as 1.0 or 2026-11.", section="work", longest=60),
    Field(
        "language",
        Kind.CHOICE,
        "Language",
        "The language of texts in the files.",
        section="work",
        choices=LANGUAGES,
    ),
    Field(
        "creators",
        Kind.GROUP,
        "Creators",
        section="people",
        required=True,
        parts=_CREATOR,
        one="creator",
        most=500,
        missing="creators",
    ),
    Field(
        "access",
        Kind.RADIOS,
        "Access to the files",
        section="use",
        required=True,
        default="open",
        choices=(
            Choice("open", "Open", "Anyone can download them as soon as the record is public."),
            Choice("embargoed", "Open later", "The record is public; the files open on a date."),
            Choice(
                "restricted", "Restricted", "The record is public; people ask you for the files."
            ),
        ),
    ),
    Field(
        "embargo_until",
        Kind.FUTURE_DAY,
        "Open the files on",
        section="use",
        required=True,
        when=When("access", ("embargoed",)),
    ),
    Field(
        "embargo_reason",
        Kind.LINE,
        "Why later",
        "Such as: the paper is under review.",
        section="use",
        when=When("access", ("embargoed",)),
    ),
    Field(
        "licence",
        Kind.RADIOS,
        "Licence",
        section="use",
        required=True,
        default="cc-by-4.0",
        choices=LICENCES,
    ),
    Field(
        "agreement", Kind.AGREEMENT, "I agree", section="consent", required=True, missing="agree"
    ),
)
