"""What helps to find and understand the data, and is seldom at hand."""

from zenferry.fields.choices import DATE_TYPES, DESCRIPTION_TYPES, LANGUAGES, TITLE_TYPES
from zenferry.fields.field import Field, Kind

__all__ = ["FIELDS"]

_LANGUAGE = Field("language", Kind.CHOICE, "Language", choices=LANGUAGES)

_TITLE = (
    Field("title", Kind.LINE, "Title", required=True, shortest=3),
    Field(
        "type",
        Kind.CHOICE,
        "Kind of title",
        required=True,
        default="translated-title",
        choices=TITLE_TYPES,
    ),
    _LANGUAGE,
)

_DESCRIPTION = (
    Field(
        "type",
        Kind.CHOICE,
        "Kind of text",
        required=True,
        default="methods",
        choices=DESCRIPTION_TYPES,
    ),
    Field("text", Kind.RICH, "Text", required=True, shortest=3, longest=50_000),
    _LANGUAGE,
)

_DATE = (
    Field(
        "date",
        Kind.DATE,
        "Date",
        "2026, 2026-11, 2026-11-21, or two with a slash: 2021-03/2024-10.",
        required=True,
    ),
    Field(
        "type", Kind.CHOICE, "What happened", required=True, default="collected", choices=DATE_TYPES
    ),
    Field("description", Kind.LINE, "Remark"),
)

_LOCATION = (
    Field("place", Kind.LINE, "Place", required=True),
    Field(
        "latitude",
        Kind.NUMBER,
        "Latitude",
        "In degrees, such as 53.45; south is negative.",
        least=-90,
        greatest=90,
    ),
    Field(
        "longitude",
        Kind.NUMBER,
        "Longitude",
        "In degrees, such as 8.17; west is negative.",
        least=-180,
        greatest=180,
    ),
    Field("description", Kind.LINE, "Remark", aside=True),
)

FIELDS = (
    Field(
        "languages",
        Kind.TERMS,
        "Languages",
        "Of texts in the files.",
        section="details",
        vocabulary="languages",
        one="language",
        most=50,
    ),
    Field("dates", Kind.GROUP, "Dates", section="details", parts=_DATE, one="date", most=50),
    Field(
        "locations",
        Kind.GROUP,
        "Places",
        "Where it was measured.",
        section="details",
        parts=_LOCATION,
        one="place",
        most=50,
    ),
    Field(
        "additional_titles",
        Kind.GROUP,
        "More titles",
        section="details",
        parts=_TITLE,
        one="title",
        most=20,
    ),
    Field(
        "additional_descriptions",
        Kind.GROUP,
        "More texts",
        "Abstract, methods, notes, …",
        section="details",
        parts=_DESCRIPTION,
        one="text",
        most=20,
    ),
    Field(
        "subjects",
        Kind.TERMS,
        "Subjects",
        "Terms of a controlled list.",
        section="details",
        vocabulary="subjects",
        one="subject",
        most=100,
    ),
    Field("sizes", Kind.KEYWORDS, "Sizes", "Such as: 12 cores.", section="details", one="size"),
    Field("formats", Kind.KEYWORDS, "Formats", "Such as: NetCDF.", section="details", one="format"),
    Field("publisher", Kind.LINE, "Publisher", section="details"),
)
