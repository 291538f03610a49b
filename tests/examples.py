"""Deposits as full as they can be, one a family: every field a record of that kind can have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from zenferry.fields.choices import LICENCES, RESOURCE_TYPES
from zenferry.form import Form
from zenferry.profile import Profile, read_profile
from zenferry.profile.form import ExtraField

__all__ = ["MAXIMAL", "TODAY", "Values", "generous", "whole_form"]

Values = dict[str, Any]
TODAY = date(2026, 11, 21)
_EXAMPLE = Path(__file__).parent.parent / "infra" / "example" / "profile.toml"
# One for each way a value may go.
_EXTRA = (
    ExtraField("station", "Station", "line", to="keyword"),
    ExtraField("gear", "Gear", "paragraphs", to="note"),
    ExtraField("depth", "Depth", "number", to="beside"),
    ExtraField("habitats", "Habitats", "keywords", to="keyword"),
)


def generous() -> Profile:
    """The example's profile, but everything is offered."""
    profile = read_profile(_EXAMPLE)
    wishes = replace(
        profile.form,
        licences=tuple(choice.value for choice in LICENCES),
        resource_types=tuple(choice.value for choice in RESOURCE_TYPES),
        extra=_EXTRA,
        mapping={},
        beside=True,
    )
    return replace(profile, form=wishes)


def whole_form(profile: Profile | None = None) -> Form:
    """The form of that profile, on a certain day."""
    return Form(profile or generous(), lambda: TODAY)


_CREATORS: list[Values] = [
    {
        "type": "person",
        "family_name": "Carberry",
        "given_name": "Josiah",
        "orcid": "https://orcid.org/0000-0002-1825-0097",
        "isni": "0000 0001 2103 2683",
        "gnd": "https://d-nb.info/gnd/118529579",
        "role": "projectleader",
        "affiliations": [
            {"name": "CERN", "ror": "01ggx4157"},
            {"name": "Institut für Küstenforschung, Jade & Weser"},
        ],
    },
    {"type": "person", "family_name": "Hopper", "given_name": "Grace"},
    {
        "type": "organisation",
        "name": "Tidal Flats Research Consortium",
        "ror": "https://ror.org/04mcehe57",
        "affiliations": [{"name": "Universität Hamburg", "ror": "00g30e956"}],
    },
]
_CONTRIBUTORS = [
    {**_CREATORS[0], "role": "datamanager"},
    {"type": "person", "family_name": "Ørsted", "given_name": "Åse", "role": "datacollector"},
    {"type": "organisation", "name": "CERN", "role": "sponsor", "ror": "01ggx4157"},
]
_RELATED = [
    {"relation": "issupplementto", "identifier": "https://doi.org/10.5281/zenodo.1234"},
    {
        "relation": "cites",
        "identifier": "https://arxiv.org/abs/2101.00001v2",
        "resource_type": "publication-preprint",
    },
    {"relation": "ispartof", "identifier": "ISSN 0028-0836"},
    {"relation": "references", "identifier": "978-3-16-148410-0"},
    {"relation": "isderivedfrom", "identifier": "https://n2t.net/ark:/12148/btv1b8449691v"},
    {"relation": "isdocumentedby", "identifier": "https://example.org/docs?x=1#y"},
    {"relation": "describes", "identifier": "https://www.wikidata.org/wiki/Q42"},
    {"relation": "isidenticalto", "identifier": "https://hdl.handle.net/20.500.12345/678"},
    {"relation": "isversionof", "identifier": "urn:nbn:de:101:1-201102033592"},
    {"relation": "requires", "identifier": "PMID: 12345678"},
    {"relation": "compiles", "identifier": "2014ApJ...797L..22B"},
    {"relation": "obsoletes", "identifier": "https://purl.org/dc/terms"},
    {"relation": "continues", "identifier": "https://w3id.org/example"},
    {"relation": "reviews", "identifier": "urn:lsid:ipni.org:names:77145-1"},
    {"relation": "haspart", "identifier": "AU1101", "scheme": "igsn"},
    {"relation": "hasversion", "identifier": "4006381333931"},
    {"relation": "documents", "identifier": "036000291452", "scheme": "upc"},
    {"relation": "isreviewedby", "identifier": "RRID:SCR_002630"},
    {"relation": "issourceof", "identifier": "0A9-2002-12B4A105-7", "scheme": "istc"},
]
_HTML = (
    "<h2>What</h2><p>Grain sizes &lt; 63 µm &amp; <strong>more</strong>, <em>in</em> "
    '<a href="https://example.org/x?a=1&amp;b=2">a table</a>; H<sub>2</sub>O, 10<sup>3</sup>.</p>'
    "<ul><li>one</li><li>two</li></ul><table><tbody><tr><th>a</th><td>1</td></tr></tbody></table>"
    "<pre><code>x &lt; y</code></pre><blockquote><p>quoted</p></blockquote>"
)
_MARKDOWN = (
    "## Methods\n\nBy *laser*, see [there](https://example.org).\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n"
)

DATASET: Values = {
    "title": "Sediment cores of the Jade Bay, 2021–2024: a < b & c",
    "resource_type": "dataset",
    "description": {"format": "html", "text": _HTML},
    "keywords": ["sediment", "Wadden Sea", "µ-XRF", "naïve Ωmega"],
    "publication_date": "2026-11-21",
    "version": "1.0",
    "creators": _CREATORS,
    "contributors": _CONTRIBUTORS,
    "access": "embargoed",
    "embargo_until": "2036-01-01",
    "embargo_reason": "The paper is under review.",
    "licence": "cc-by-4.0",
    "licences": [
        {"title": "CC0 1.0", "id": "cc0-1.0", "link": "https://example.org/cc0"},
        {
            "title": "Harbour terms",
            "link": "https://example.org/terms",
            "description": "Ask first.",
        },
    ],
    "copyright": "Copyright 2026 The Authors & Harbour Office",
    "funding": [
        {
            "funder": "European Commission",
            "funder_ror": "00k4n6c32",
            "award": "Measuring it all",
            "award_number": "755021",
            "award_id": "00k4n6c32::755021",
        },
        {
            "funder": "Deutsche Forschungsgemeinschaft",
            "funder_ror": "018mejw64",
            "award": "Mud & sand",
            "award_number": "4711",
            "award_url": "https://gepris.dfg.de/gepris/projekt/4711",
        },
        {"funder": "Harbour Fund"},
    ],
    "related": _RELATED,
    "references": [
        {"reference": "Lovelace, A. (1843). Notes. doi:10.1000/182"},
        {"reference": "Hopper, G. (1952). Education.", "identifier": "10.1145/609784.609818"},
    ],
    "alternate_identifiers": [
        {"identifier": "https://pangaea.example/data/1"},
        {"identifier": "JB-2021-7", "scheme": "igsn"},
    ],
    "languages": [{"id": "eng", "label": "English"}, {"id": "deu", "label": "German"}],
    "dates": [
        {"date": "2021-03/2024-10", "type": "collected", "description": "At low tide"},
        {"date": "2025", "type": "valid"},
    ],
    "locations": [
        {"place": "Jade Bay", "latitude": "53,45", "longitude": 8.17, "description": "By boat"},
        {"place": "North Sea"},
    ],
    "additional_titles": [
        {"title": "Sedimentkerne des Jadebusens", "type": "translated-title", "language": "deu"},
        {"title": "A first look", "type": "subtitle"},
    ],
    "additional_descriptions": [
        {
            "type": "methods",
            "text": {"format": "markdown", "text": _MARKDOWN},
            "language": "eng",
        },
        {"type": "technical-info", "text": "NetCDF 4"},
    ],
    "subjects": [
        {"id": "http://id.nlm.nih.gov/mesh/D000001", "label": "Calcimycin"},
        {"id": "http://id.nlm.nih.gov/mesh/D999999", "label": "Unheard of"},
    ],
    "sizes": ["12 cores", "3 GB"],
    "formats": ["NetCDF", "text/csv"],
    "publisher": "Zenodo",
    "station": "JB-7",
    "gear": "A box corer.\n\nAnd a < spade >.",
    "depth": "12.5",
    "habitats": ["mud flat", "sediment"],
    "agreement": True,
}

_COMMON = ("title", "description", "keywords", "publication_date", "creators", "contributors")
_ALSO = ("licence", "languages", "agreement", "version")
_PLAIN: Values = {name: DATASET[name] for name in (*_COMMON, *_ALSO)}
_JOURNAL = {
    "journal_title": "Journal of Mud",
    "journal_volume": "12",
    "journal_issue": "3",
    "journal_pages": "15–23",
    "journal_issn": "00280836",
}
_MEETING = {
    "meeting_title": "Mud Days",
    "meeting_acronym": "MD26",
    "meeting_place": "Wilhelmshaven, Germany",
    "meeting_dates": "1-3 May 2026",
    "meeting_session": "IV",
    "meeting_session_part": "2",
    "meeting_url": "mud-days.example.org/2026",
}
_BOOK = {
    "book_title": "The Book of Mud",
    "book_edition": "3",
    "book_place": "Oldenburg",
    "book_pages": "158",
    "book_isbn": "9783161484100",
}

MAXIMAL: Mapping[str, Values] = {
    "dataset": DATASET,
    "article": {
        **_PLAIN,
        **_JOURNAL,
        "resource_type": "publication-article",
        "access": "restricted",
        "access_conditions": "Ask, and say why.\nA sentence will do.",
        "access_contact": "data@example.org",
    },
    "conference": {
        **_PLAIN,
        **_MEETING,
        **_BOOK,
        "resource_type": "publication-conferencepaper",
        "access": "open",
    },
    "book": {**_PLAIN, **_BOOK, "resource_type": "publication-book", "access": "open"},
    "thesis": {
        **_PLAIN,
        "resource_type": "publication-dissertation",
        "access": "open",
        "thesis_university": "Carl von Ossietzky Universität",
        "thesis_department": "ICBM",
        "thesis_type": "PhD",
        "thesis_submitted": "2026-01",
        "thesis_defended": "2026-05-04",
    },
    "software": {
        **_PLAIN,
        "resource_type": "software",
        "access": "open",
        "licence": "other",
        "licences": [{"title": "The Mud Licence 1.0"}],
        "code_repository": "https://github.com/example/mud",
        "programming_languages": [{"id": "python", "label": "Python"}, "rust"],
        "development_status": "active",
    },
}
