"""How a published record is cited, in one line of plain text, as DataCite recommends it."""

from urllib.parse import quote

from zenferry.records.registry import Entry

__all__ = ["citation", "doi_address"]


def citation(entry: Entry) -> str:
    """Who (when). What. Version. Where. DOI."""
    who = "; ".join(each.name for each in entry.people)
    said = (f"{entry.title}.", *(f"{each}." for each in (entry.version, entry.publisher) if each))
    doi = doi_address(entry.doi) if entry.doi else ""
    return " ".join(filter(None, (who, f"({entry.year}).", *said, doi)))


def doi_address(doi: str) -> str:
    """Where it leads."""
    return f"https://doi.org/{quote(doi, safe='/()._;:-', errors='replace')}"
