"""Renews the lists that come along with the service: licences and languages as of InvenioRDM.

`python -m infra.local.lists FOLDER`, where FOLDER is invenio_rdm_records/fixtures/data/vocabularies
of its newest release. The names of languages in other languages are CLDR's, from Babel; those that
the page speaks have a column each.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml
from babel import Locale, UnknownLocaleError

from zenferry import languages

LISTS = Path(languages.__file__).parent / "look_ups" / "lists"

Row = tuple[str, ...]


def main(folder: Path, to: Path = LISTS) -> None:
    """Write both files anew."""
    _write(to / "licences.tsv", _licences(folder / "licenses.csv"))
    _write(to / "languages.tsv", _languages(folder / "languages.yaml"))


def _licences(path: Path) -> Iterator[Row]:
    yield "id", "name", "link"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["id"], row["title__en"], row["props__url"]


def _languages(path: Path) -> Iterator[Row]:
    others = [each for each in languages.known() if each != languages.ENGLISH]
    named = [Locale(each).languages for each in others]
    yield "id", languages.ENGLISH, *others, "own"
    for entry in yaml.safe_load(path.read_text("utf-8")):
        known, short = entry["id"], entry["props"]["alpha_2"] or entry["id"]
        names = [entry["title"]["en"], *(each.get(short, "") for each in named)]
        own = _own_name(short)
        yield known, *names, "" if own in names else own


def _own_name(short: str) -> str:
    try:
        return Locale.parse(short).get_language_name() or ""
    except (UnknownLocaleError, ValueError):
        return ""


def _write(path: Path, rows: Iterable[Row]) -> None:
    lines = ("\t".join(row).rstrip("\t") for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
