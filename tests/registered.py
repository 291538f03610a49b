"""Entries of the registry for tests."""

from typing import Any

from zenferry.records.registry import Entry, EntryFile, Grant, Terms, Who

__all__ = ["entry"]


def entry(place: str, record: str = "1", **more: Any) -> Entry:
    given: dict[str, Any] = {
        "title": "Sediment cores",
        "url": f"https://zenodo.org/records/{record}",
        "doi": f"10.5281/zenodo.{record}",
        "date": "2026-11-21",
        "published": f"2026-11-21T10:00:00.00000{record}+00:00",
        "type": "dataset",
        "people": (Who("Lovelace", "Ada", "0000-0002-1825-0097"), Who("A Group", group=True)),
        "grants": (Grant("European Commission", "101", "Mud", "https://example.org/101"),),
        "keywords": ("mud",),
        "licences": (Terms("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),),
        "files": (EntryFile("cores/a.csv", 5_000_000_000, "0" * 32),),
        "searched": True,
    }
    return Entry(repository=place, record=record, **given | more)
