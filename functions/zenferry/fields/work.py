"""What the data are."""

from zenferry.fields.choices import DEVELOPMENT_STATES, RESOURCE_TYPES
from zenferry.fields.field import Field, Kind, When

__all__ = ["FIELDS"]

_SOFTWARE = When("resource_type", ("software", "software-computationalnotebook", "workflow"))

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
        Kind.RICH,
        "Description",
        "What was measured, how, and what the files hold.",
        guide="description",
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
        most=200,
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
        "code_repository",
        Kind.URL,
        "Code repository",
        "Where the source code lives, such as https://github.com/…",
        section="work",
        when=_SOFTWARE,
        to="custom:code:codeRepository",
    ),
    Field(
        "programming_languages",
        Kind.TERMS,
        "Programming languages",
        section="work",
        when=_SOFTWARE,
        vocabulary="programming-languages",
        one="programming language",
        most=20,
        to="term:code:programmingLanguage",
    ),
    Field(
        "development_status",
        Kind.CHOICE,
        "State of the software",
        section="work",
        when=_SOFTWARE,
        choices=DEVELOPMENT_STATES,
        to="term:code:developmentStatus",
    ),
)
