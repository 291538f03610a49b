"""Who may have the files, and what they may do with them."""

from zenferry.fields.choices import LICENCES, Choice
from zenferry.fields.field import Field, Kind, When

__all__ = ["FIELDS"]

_LICENCE = (
    Field(
        "title",
        Kind.LINE,
        "Name of the licence",
        required=True,
        vocabulary="licences",
        missing="licence_title",
    ),
    Field("id", Kind.KEPT, "Licence id", longest=60),
    Field("link", Kind.URL, "Where its text can be read"),
    Field("description", Kind.PARAGRAPHS, "What it allows, in short", longest=2000, aside=True),
)

FIELDS = (
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
        "access_conditions",
        Kind.PARAGRAPHS,
        "Who may have them, and how",
        "What somebody has to be, or to promise, to get the files.",
        section="use",
        required=True,
        longest=2000,
        when=When("access", ("restricted",)),
        to="note",
    ),
    Field(
        "access_contact",
        Kind.EMAIL,
        "Whom to ask for the files",
        "This address becomes public.",
        section="use",
        required=True,
        when=When("access", ("restricted",)),
        to="note",
    ),
    Field(
        "licence",
        Kind.RADIOS,
        "Licence",
        section="use",
        required=True,
        default="cc-by-4.0",
        guide="licence",
        choices=LICENCES,
    ),
    Field(
        "licences",
        Kind.GROUP,
        "More licences",
        "Where parts have another licence, or with terms of your own.",
        section="use",
        parts=_LICENCE,
        one="licence",
        most=20,
    ),
    Field(
        "copyright",
        Kind.LINE,
        "Copyright",
        "Such as: Copyright 2026 The Authors.",
        section="use",
        longest=500,
    ),
)
