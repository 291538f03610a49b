"""A record as citation software knows it: CSL-JSON. It knows no style and draws no sentence.

What is not there yet is left out: half a record gives half a description.
"""

from collections.abc import Iterator, Mapping

from zenferry.metadata import Creator, Metadata, Organisation

__all__ = ["Item", "date_parts", "described"]

Item = dict[str, object]

# As the repository's own list of types has them; nearest where CSL has no word of its own.
_TYPES = {
    "software": "software",
    "software-computationalnotebook": "software",
    "video": "motion_picture",
    "audio": "song",
    "poster": "graphic",
    "presentation": "speech",
    "lesson": "speech",
    "publication-article": "article-journal",
    "publication-book": "book",
    "publication-journal": "book",
    "publication-section": "chapter",
    "publication-conferencepaper": "paper-conference",
    "publication-conferenceproceeding": "book",
    "publication-dissertation": "thesis",
    "publication-patent": "patent",
    "publication-preprint": "article",
    "publication-workingpaper": "article",
}
_GENERAL = {"publication": "report", "image": "graphic"}

# Where Zenodo's custom fields go: (field, key) -> CSL's name.
_APPEARED = {
    ("journal:journal", "title"): "container-title",
    ("journal:journal", "volume"): "volume",
    ("journal:journal", "issue"): "issue",
    ("journal:journal", "pages"): "page",
    ("journal:journal", "issn"): "ISSN",
    ("imprint:imprint", "title"): "container-title",
    ("imprint:imprint", "edition"): "edition",
    ("imprint:imprint", "place"): "publisher-place",
    ("imprint:imprint", "pages"): "page",
    ("imprint:imprint", "isbn"): "ISBN",
    ("meeting:meeting", "title"): "event-title",
    ("meeting:meeting", "place"): "event-place",
}
# ISO 639-3 as the repository has it, to what CSL decides on capitals by.
_LANGUAGES = {"eng": "en", "deu": "de", "fra": "fr", "spa": "es", "ita": "it", "nld": "nl"}


def described(record: Metadata, doi: str | None) -> Item:
    """The record in CSL-JSON; nothing in it is markup."""
    plain = {
        "title": record.title,
        "version": record.version,
        "DOI": doi or "",
        "language": _language(record),
        **dict(_appeared(record.custom)),
    }
    plain["publisher"] = _university(record) or record.publisher
    item: Item = {"id": "record", "type": _type(record.resource_type)}
    item |= {key: line for key, text in plain.items() if (line := _line(text))}
    if authors := [_name(creator) for creator in record.creators]:
        item["author"] = authors
    if parts := date_parts(record.publication_date):
        item["issued"] = {"date-parts": parts}
    return item


def _line(text: str) -> str:
    return " ".join(text.split())


def _type(resource_type: str) -> str:
    general = _GENERAL.get(resource_type.partition("-")[0], "dataset")
    return _TYPES.get(resource_type, general)


def _language(record: Metadata) -> str:
    """Only of a record in one language: of several, nobody knows which the title is in."""
    return _LANGUAGES.get(record.languages[0].id, "") if len(record.languages) == 1 else ""


def _appeared(custom: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for (field, key), name in _APPEARED.items():
        held = custom.get(field)
        if isinstance(held, Mapping) and held.get(key):
            yield name, str(held[key])


def _university(record: Metadata) -> str:
    thesis = record.custom.get("thesis:thesis")
    return str(thesis.get("university", "")) if isinstance(thesis, Mapping) else ""


def _name(creator: Creator) -> dict[str, str]:
    if isinstance(creator, Organisation):
        return {"literal": _line(creator.name)}
    name = {"family": _line(creator.family_name), "given": _line(creator.given_name)}
    return {part: text for part, text in name.items() if text}


def date_parts(date: str) -> list[list[int]]:
    """[[2026, 11, 21]] of an EDTF date, two lists of an interval, none of anything else."""
    try:
        return [[int(part) for part in end.split("-")] for end in date.split("/")]
    except ValueError:
        return []
