"""Other people's words for what the form lets one choose, and the ids that it keeps.

Keys are as words.key makes them: small letters and digits only.
"""

from zenferry.fields import choices
from zenferry.readers.words import key

__all__ = [
    "ACCESS",
    "DATE_TYPES",
    "DESCRIPTION_TYPES",
    "LANGUAGES",
    "OFFERED_LANGUAGES",
    "RELATIONS",
    "RESOURCE_TYPES",
    "ROLES",
    "SCHEMES",
    "STATES",
    "TITLE_TYPES",
    "languages",
]


def _own(known: tuple[choices.Choice, ...]) -> dict[str, str]:
    return {key(choice.value): choice.value for choice in known if choice.value}


_PUBLICATIONS = {
    "text": "publication",
    "book": "publication-book",
    "bookchapter": "publication-section",
    "chapter": "publication-section",
    "conferencepaper": "publication-conferencepaper",
    "conferenceproceeding": "publication-conferenceproceeding",
    "datapaper": "publication-datapaper",
    "dissertation": "publication-dissertation",
    "thesis": "publication-dissertation",
    "publicationthesis": "publication-dissertation",
    "journal": "publication-journal",
    "journalarticle": "publication-article",
    "scholarlyarticle": "publication-article",
    "article": "publication-article",
    "outputmanagementplan": "publication-datamanagementplan",
    "datamanagementplan": "publication-datamanagementplan",
    "peerreview": "publication-peerreview",
    "preprint": "publication-preprint",
    "report": "publication-report",
    "standard": "publication-standard",
    "studyregistration": "publication-studyregistration",
    "patent": "publication-patent",
    "workingpaper": "publication-workingpaper",
    "technicalnote": "publication-technicalnote",
    "softwaredocumentation": "publication-softwaredocumentation",
}
# DataCite's general types, schema.org's and the repositories' own.
RESOURCE_TYPES = {
    **_own(choices.RESOURCE_TYPES),
    **_PUBLICATIONS,
    "audiovisual": "video",
    "videoobject": "video",
    "sound": "audio",
    "audioobject": "audio",
    "imageobject": "image",
    "collection": "dataset",
    "datadownload": "dataset",
    "softwaresourcecode": "software",
    "softwareapplication": "software",
    "computationalnotebook": "software-computationalnotebook",
    "computationalworkflow": "workflow",
    "learningresource": "lesson",
    "presentationdigitaldocument": "presentation",
    "service": "other",
    "interactiveresource": "other",
}
RELATIONS = _own(choices.RELATIONS)
ROLES = {**_own(choices.ROLES), "contact": "contactperson", "funder": "sponsor"}
SCHEMES = {**_own(choices.SCHEMES), "eissn": "issn", "lissn": "issn", "w3id": "w3id", "url": "url"}
TITLE_TYPES = _own(choices.TITLE_TYPES)
DATE_TYPES = _own(choices.DATE_TYPES)
DESCRIPTION_TYPES = {**_own(choices.DESCRIPTION_TYPES), "notes": "other"}
ACCESS = {
    "open": "open",
    "public": "open",
    "openaccess": "open",
    "embargoed": "embargoed",
    "embargoedaccess": "embargoed",
    "restricted": "restricted",
    "restrictedaccess": "restricted",
    "closed": "restricted",
    "closedaccess": "restricted",
    "mixte": "restricted",
    "private": "restricted",
}
# repostatus.org, as codemeta names it: by a word or an address that ends in it.
STATES = _own(choices.DEVELOPMENT_STATES)

# ISO 639-3: the code of two letters, older codes of three, and the name.
_LANGUAGES = """
eng en English|deu de ger German|fra fr fre French|spa es Spanish|ita it Italian|nld nl dut Dutch
dan da Danish|por pt Portuguese|pol pl Polish|swe sv Swedish|nor no Norwegian|fin fi Finnish
rus ru Russian|zho zh chi Chinese|jpn ja Japanese|ara ar Arabic|ces cs cze Czech|ell el gre Greek
hun hu Hungarian|isl is ice Icelandic|lit lt Lithuanian|ron ro rum Romanian|slv sl Slovenian
slk sk slo Slovak|est et Estonian|lav lv Latvian|bul bg Bulgarian|hrv hr Croatian|srp sr Serbian
ukr uk Ukrainian|tur tr Turkish|kor ko Korean|hin hi Hindi|heb he Hebrew|fas fa per Persian
vie vi Vietnamese|tha th Thai|ind id Indonesian|msa ms may Malay|cat ca Catalan|eus eu baq Basque
glg gl Galician|gle ga Irish|cym cy wel Welsh|lat la Latin|afr af Afrikaans|swa sw Swahili
nob nb Bokmål|nno nn Nynorsk|bel be Belarusian|kat ka geo Georgian|hye hy arm Armenian
""".replace("\n", "|")

_SPLIT = [entry.split() for entry in _LANGUAGES.split("|") if entry]
LANGUAGES = {key(word): entry[0] for entry in _SPLIT for word in entry}
# Of these the form lets one choose for a title or a text.
OFFERED_LANGUAGES = {
    word: id_
    for word, id_ in LANGUAGES.items()
    if id_ in {choice.value for choice in choices.LANGUAGES}
}
_NAMES = {entry[0]: entry[-1] for entry in _SPLIT}


def languages(*ids: str) -> list[dict[str, str]]:
    """Languages as the form has them, each once."""
    return [{"id": id_, "label": _NAMES[id_]} for id_ in dict.fromkeys(ids) if id_]
