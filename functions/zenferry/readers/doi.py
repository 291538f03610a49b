"""What is registered for a DOI: asked of DataCite, then of Crossref, and read as theirs."""

from zenferry.errors import Absent, NotNow, Unreadable
from zenferry.look_ups.fetching import Elsewhere, Fetcher
from zenferry.readers import crossref, datacite, works
from zenferry.readers.imported import Imported
from zenferry.readers.parsing import bounded

__all__ = ["read"]

SECONDS = 5.0

_SOURCES = (
    (Elsewhere.DATACITE, "dois", datacite.work),
    (Elsewhere.CROSSREF, "works", crossref.work),
)


def read(written: str, fetcher: Fetcher) -> Imported:
    """The work of this DOI. NotNow where nobody could be asked."""
    doi = works.bare_doi(written)
    if not doi:
        raise Unreadable("import_doi")
    down: NotNow | None = None
    for source, folder, work in _SOURCES:
        try:
            found = work(bounded(fetcher.json(source, (folder, doi), seconds=SECONDS)))
        except Absent:
            continue
        except NotNow as error:
            down = error
            continue
        if found.values:
            return found
    if down is not None:
        raise NotNow("import_doi_down", retry_after=60) from down
    raise Unreadable("import_doi_unknown", doi=doi)
