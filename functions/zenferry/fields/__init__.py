"""The fields of the form, each declared once, a module a section. Words are English message ids."""

from zenferry.fields import appeared, details, funding, links, people, place, use, work
from zenferry.fields.choices import Choice
from zenferry.fields.field import Field, Kind, Section, When
from zenferry.fields.place import PRACTICE

__all__ = [
    "FIELDS",
    "PRACTICE",
    "SECTIONS",
    "Choice",
    "Field",
    "Kind",
    "Section",
    "When",
]

SECTIONS = (
    Section("work", "Your data", "What it is, so that others can find it."),
    Section("people", "People", "Everybody who made it, in the order they are to be cited."),
    Section("use", "Access and licence", "Who may download the files, and what they may do."),
    Section("funding", "Funding", "Who paid for the work."),
    Section("links", "Related work", "Papers, software and other data that belong to it."),
    Section("appeared", "Where it appeared", "Journal, book, conference or thesis."),
    Section(
        "details",
        "More details",
        "Nothing here is needed. It helps others to find and understand the data.",
        aside=True,
    ),
    # For fields of the consortium's own that belong nowhere else.
    Section("extra", "For the consortium", "What your consortium would like to know."),
    Section("consent", "Agreement"),
)

FIELDS = (
    *place.FIELDS,
    *work.FIELDS,
    *people.FIELDS,
    *use.FIELDS,
    *funding.FIELDS,
    *links.FIELDS,
    *appeared.FIELDS,
    *details.FIELDS,
    Field(
        "agreement", Kind.AGREEMENT, "I agree", section="consent", required=True, missing="agree"
    ),
)
