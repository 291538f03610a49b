"""Where it appeared: journal, book, conference, thesis. Zenodo's custom fields."""

from zenferry.fields.field import Field, Kind, When

__all__ = ["FIELDS"]


def _types(*values: str) -> When:
    return When("resource_type", tuple(f"publication-{value}" for value in values))


_JOURNAL = _types("article", "datapaper", "preprint", "peerreview", "taxonomictreatment", "other")
_BOOK = _types("book", "section", "conferencepaper", "conferenceproceeding", "report", "other")
_THESIS = _types("dissertation")
_MEETING = When(
    "resource_type",
    (
        "poster",
        "presentation",
        "event",
        "publication-conferencepaper",
        "publication-conferenceproceeding",
    ),
)


# Arguments in the order of the page: name, label, key at the repository.
def _field(name: str, label: str, to: str, when: When, *, kind: Kind = Kind.LINE) -> Field:
    return Field(name, kind, label, section="appeared", when=when, to=f"custom:{to}")


FIELDS = (
    _field("journal_title", "Journal", "journal:journal.title", _JOURNAL),
    _field("journal_volume", "Volume", "journal:journal.volume", _JOURNAL),
    _field("journal_issue", "Issue", "journal:journal.issue", _JOURNAL),
    _field("journal_pages", "Pages", "journal:journal.pages", _JOURNAL),
    _field("journal_issn", "ISSN", "journal:journal.issn", _JOURNAL, kind=Kind.ISSN),
    _field("meeting_title", "Conference", "meeting:meeting.title", _MEETING),
    _field("meeting_acronym", "Short name of the conference", "meeting:meeting.acronym", _MEETING),
    _field("meeting_place", "Place", "meeting:meeting.place", _MEETING),
    _field("meeting_dates", "Dates", "meeting:meeting.dates", _MEETING),
    _field("meeting_session", "Session", "meeting:meeting.session", _MEETING),
    _field("meeting_session_part", "Part", "meeting:meeting.session_part", _MEETING),
    _field("meeting_url", "Web page", "meeting:meeting.url", _MEETING, kind=Kind.URL),
    _field("book_title", "Title of the book or report", "imprint:imprint.title", _BOOK),
    _field("book_edition", "Edition", "imprint:imprint.edition", _BOOK),
    _field("book_place", "Place of publication", "imprint:imprint.place", _BOOK),
    _field("book_pages", "Pages", "imprint:imprint.pages", _BOOK),
    _field("book_isbn", "ISBN", "imprint:imprint.isbn", _BOOK, kind=Kind.ISBN),
    _field("thesis_university", "University", "thesis:thesis.university", _THESIS),
    _field("thesis_department", "Department", "thesis:thesis.department", _THESIS),
    _field("thesis_type", "Kind of thesis", "thesis:thesis.type", _THESIS),
    _field(
        "thesis_submitted", "Submitted on", "thesis:thesis.date_submitted", _THESIS, kind=Kind.DATE
    ),
    _field(
        "thesis_defended", "Defended on", "thesis:thesis.date_defended", _THESIS, kind=Kind.DATE
    ),
)
