"""What a depositor would say: of a data set, and of an article. Made up, and worth reading."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlencode

__all__ = ["ARTICLE", "CITATION_FILE", "DATA", "FORMATTED", "TITLE", "in_a_link"]

TITLE = "Grain sizes of sediment cores from the Jade Bay, 2026"
_AWI = "Alfred Wegener Institute for Polar and Marine Research"
_SENCKENBERG = "Senckenberg Research Institute and Natural History Museum Frankfurt"

# Pasted as from a manuscript.
FORMATTED = """<p>Grain sizes of <b>twelve sediment cores</b> from the Jade Bay, taken in spring
2026 before and after the storm of 12 March.</p>
<ul><li>one row a sample, every five centimetres, down to 1.2 m;</li>
<li>fractions by laser diffraction, in µm, without carbonate
(removed with HCl as CO<sub>2</sub>);</li>
<li>positions in WGS 84, depths below the surface of the flat.</li></ul>
<p>The methods are in <i>README.md</i>; the instrument is described by
<a href="https://doi.org/10.5555/jade-bay-mud">Lindqvist and de Vries</a>.</p>"""

_CREATORS = [
    {
        "type": "person",
        "family_name": "Janssen",
        "given_name": "Imke",
        "orcid": "0009-0009-9901-3330",
        "affiliations": [{"name": _SENCKENBERG, "ror": "01wz97s39"}],
        "role": "projectleader",
    },
    {
        "type": "person",
        "family_name": "Petersen",
        "given_name": "Tjark",
        "orcid": "0009-0009-9901-3701",
        "affiliations": [{"name": _AWI, "ror": "032e6b942"}],
    },
]

DATA: Mapping[str, object] = {
    "title": TITLE,
    "keywords": "sediment, grain size, Wadden Sea",
    "version": "1.0",
    "creators": _CREATORS,
    "access": "embargoed",
    "embargo_until": "2027-06-30",
    "embargo_reason": "The paper is under review.",
    "copyright": "Copyright 2026 The Authors.",
    "funding": [
        {
            "funder": "Deutsche Forschungsgemeinschaft",
            "funder_ror": "018mejw64",
            "award": "Exchange of matter between mudflats and the open sea",
            "award_number": "390741603",
        }
    ],
    "related": [
        {"relation": "issupplementto", "identifier": "10.5555/jade-bay-mud"},
    ],
    "references": [
        {"reference": "Wentworth, C. K. (1922). A scale of grade and class terms."},
        {"reference": "Folk, R. L., & Ward, W. C. (1957). Brazos River bar."},
    ],
    "languages": [{"id": "eng", "label": "English"}, {"id": "deu", "label": "German"}],
    "dates": [{"date": "2026-03-02/2026-04-17", "type": "collected", "description": "Low tide"}],
    "locations": [{"place": "Jade Bay", "latitude": "53.45", "longitude": "8.17"}],
    "additional_titles": [
        {"title": "Korngrößen von Sedimentkernen aus dem Jadebusen, 2026", "language": "deu"}
    ],
    "sizes": "12 cores, 288 samples",
    "formats": "CSV",
    "station_code": "JB-07",
    "tide": "low",
}

ARTICLE: Mapping[str, object] = {
    "title": "How the mud of the Jade Bay moves",
    "resource_type": "publication-report",
    "book_title": "Yearbook of the Tidal Flats Research Consortium",
    "book_edition": "12th",
    "book_place": "Wilhelmshaven",
    "book_pages": "41–58",
    "book_isbn": "978-3-16-148410-0",
}

# What somebody has beside their data, and that says other things than the form does by now.
CITATION_FILE = """cff-version: 1.2.0
message: Cite it like this, please.
type: dataset
title: Sediment cores of the Jade Bay, spring 2026
version: "1.1"
date-released: 2026-11-20
abstract: Grain sizes of twelve sediment cores, before and after the storm of 12 March.
license: CC0-1.0
keywords: [mud, storm surge]
authors:
  - family-names: Onken
    given-names: Wiebke
    affiliation: Carl von Ossietzky Universität Oldenburg
contact:
  - family-names: Folkerts
    given-names: Hinnerk
    fax: +49 4421 000
"""


def in_a_link(values: Mapping[str, object]) -> str:
    """As the form takes them from its own address."""
    told = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in values.items()
    }
    return urlencode(told)
