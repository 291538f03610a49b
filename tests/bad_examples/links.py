"""Bad licences, related works and identifiers."""

from __future__ import annotations

from tests.bad_examples.example import GONE, Bad, entry, plain

__all__ = ["LICENCES", "LINKS"]

_RIGHTS = "metadata.rights"
LICENCES = (
    plain("licence", "cc-by-5.0", "choice", theirs="metadata.rights.0.id"),
    plain("licence", "CC-BY-4.0", "choice", theirs="metadata.rights.0.id"),
    Bad(
        "licence: another, but which",
        {"licence": "other"},
        "licences",
        "own_licence",
        {_RIGHTS: GONE},
        "Nobody may use it without.",
    ),
    entry(
        "licences",
        {"link": "https://example.org"},
        "title",
        "licence_title",
        theirs=_RIGHTS,
        sent=[{"link": "https://example.org"}],
    ),
    entry(
        "licences",
        {"title": "Ours", "link": "not an address"},
        "link",
        "url",
        theirs=_RIGHTS,
        sent=[{"title": {"en": "Ours"}, "link": "not an address"}],
    ),
    Bad(
        "licences: the same twice",
        {"licences": [{"title": "CC BY 4.0", "id": "cc-by-4.0"}]},
        "licences.0.title",
        "twice",
        {_RIGHTS: [{"id": "cc-by-4.0"}, {"id": "cc-by-4.0"}]},
        "It says no more than once.",
    ),
)

_RELATED = "metadata.related_identifiers"
_CITES = {"relation_type": {"id": "cites"}}
_ODD = "They keep it, and no link leads anywhere."


def _related(
    identifier: str, code: str, scheme: str = "", *, said: str = "", stricter: str = ""
) -> Bad:
    """`said` is the kind that the depositor chose, `scheme` the one that would be sent."""
    given = {"relation": "cites", "identifier": identifier, **({"scheme": said} if said else {})}
    there = {"identifier": identifier, **({"scheme": scheme} if scheme else {}), **_CITES}
    return entry(
        "related", given, "identifier", code, theirs=_RELATED, sent=[there], stricter=stricter
    )


LINKS = (
    _related("", "identifier"),
    _related("my last paper", "identifier_unknown"),
    _related("978-3-16-148410-1", "isbn_digit", "isbn"),
    _related("0028-0837", "issn_digit", "issn"),
    _related("arXiv:nonsense", "identifier_scheme", "arxiv"),
    _related("not a DOI", "identifier_scheme", "doi", said="doi"),
    _related("4006381333932", "identifier_scheme", "ean13"),
    _related("javascript://example.org/%0aalert(1)", "identifier_unknown", stricter=_ODD),
    _related("10.5281/zenodo .1", "identifier_scheme", stricter=_ODD),
    _related("example.org/page", "identifier_scheme", "handle", said="handle", stricter=_ODD),
    entry(
        "related",
        {"identifier": "10.5281/zenodo.1"},
        "relation",
        "missing",
        theirs=_RELATED,
        sent=[{"identifier": "10.5281/zenodo.1", "scheme": "doi"}],
    ),
    entry(
        "related",
        {"identifier": "10.5281/zenodo.1", "relation": "likes"},
        "relation",
        "choice",
        theirs=_RELATED,
        sent=[{"identifier": "10.5281/zenodo.1", "relation_type": {"id": "likes"}}],
    ),
    entry(
        "related",
        {"identifier": "10.5281/zenodo.1", "relation": "cites", "resource_type": "thing"},
        "resource_type",
        "choice",
        theirs=_RELATED,
        sent=[{"identifier": "10.5281/zenodo.1", "resource_type": {"id": "thing"}, **_CITES}],
    ),
    Bad(
        "alternate_identifiers: the same twice",
        {"alternate_identifiers": [{"identifier": "10.1234/x"}, {"identifier": "doi:10.1234/x"}]},
        "alternate_identifiers.1.identifier",
        "twice",
        {"metadata.identifiers": [{"identifier": "10.1234/x", "scheme": "doi"}] * 2},
    ),
    entry(
        "alternate_identifiers",
        {"identifier": "number seven"},
        "identifier",
        "identifier_unknown",
        theirs="metadata.identifiers",
        sent=[{"identifier": "number seven"}],
    ),
    entry(
        "references",
        {"identifier": "10.1234/x"},
        "reference",
        "missing",
        sent=[{"identifier": "10.1234/x", "scheme": "doi"}],
    ),
    entry(
        "references",
        {"reference": "Lovelace 1843", "identifier": "that one"},
        "identifier",
        "identifier_unknown",
        sent=[{"reference": "Lovelace 1843", "identifier": "that one"}],
    ),
)
