"""What can be chosen in the form: InvenioRDM's ids, with words and help for people."""

from dataclasses import dataclass

__all__ = [
    "DATE_TYPES",
    "DESCRIPTION_TYPES",
    "DEVELOPMENT_STATES",
    "LANGUAGES",
    "LICENCES",
    "RELATIONS",
    "RESOURCE_TYPES",
    "ROLES",
    "SCHEMES",
    "TITLE_TYPES",
    "Choice",
]


@dataclass(frozen=True)
class Choice:
    """One value to choose; `help` is one sentence that helps to decide. `group` heads a few."""

    value: str
    label: str
    help: str = ""
    group: str = ""


def _publication(value: str, label: str) -> Choice:
    return Choice(f"publication-{value}", label, group="Publication")


def _image(value: str, label: str) -> Choice:
    return Choice(f"image-{value}", label, group="Image")


RESOURCE_TYPES = (
    Choice("dataset", "Dataset", "Measurements, tables, samples, simulation output."),
    Choice("software", "Software", "Source code or a program."),
    Choice("software-computationalnotebook", "Computational notebook"),
    Choice("workflow", "Workflow"),
    Choice("model", "Model"),
    Choice("video", "Video"),
    Choice("audio", "Audio"),
    Choice("image", "Image"),
    _image("figure", "Figure"),
    _image("plot", "Plot"),
    _image("drawing", "Drawing"),
    _image("diagram", "Diagram"),
    _image("photo", "Photo"),
    _image("other", "Other image"),
    Choice("lesson", "Lesson"),
    Choice("poster", "Poster"),
    Choice("presentation", "Presentation"),
    Choice("event", "Event"),
    Choice("physicalobject", "Physical object"),
    Choice("instrument", "Instrument"),
    Choice("project", "Project"),
    Choice("publication", "Publication"),
    _publication("article", "Journal article"),
    _publication("preprint", "Preprint"),
    _publication("datapaper", "Data paper"),
    _publication("report", "Report"),
    _publication("datamanagementplan", "Data management plan"),
    _publication("dissertation", "Thesis"),
    _publication("book", "Book"),
    _publication("section", "Book chapter"),
    _publication("conferencepaper", "Conference paper"),
    _publication("conferenceproceeding", "Conference proceedings"),
    _publication("journal", "Journal"),
    _publication("peerreview", "Peer review"),
    _publication("workingpaper", "Working paper"),
    _publication("technicalnote", "Technical note"),
    _publication("softwaredocumentation", "Software documentation"),
    _publication("deliverable", "Project deliverable"),
    _publication("milestone", "Project milestone"),
    _publication("proposal", "Proposal"),
    _publication("patent", "Patent"),
    _publication("standard", "Standard"),
    _publication("studyregistration", "Study registration"),
    _publication("taxonomictreatment", "Taxonomic treatment"),
    _publication("annotationcollection", "Annotation collection"),
    _publication("other", "Other publication"),
    Choice("other", "Something else"),
)

LICENCES = (
    Choice(
        "cc-by-4.0",
        "CC BY 4.0",
        "Anyone may use and change it, if they name you. The usual choice for data.",
    ),
    Choice(
        "cc0-1.0",
        "CC0 1.0",
        "You give up all rights. Others may use it with no conditions at all.",
    ),
    Choice(
        "cc-by-sa-4.0",
        "CC BY-SA 4.0",
        "Like CC BY, but what others make of it must carry the same licence.",
    ),
    Choice(
        "cc-by-nc-4.0",
        "CC BY-NC 4.0",
        "Like CC BY, but nobody may use it commercially.",
    ),
    Choice(
        "cc-by-nd-4.0",
        "CC BY-ND 4.0",
        "Like CC BY, but nobody may publish a changed version. Seldom right for data.",
    ),
    Choice("mit", "MIT", "For software: use it freely, keep the notice."),
    Choice("apache-2.0", "Apache 2.0", "For software: like MIT, with a patent grant."),
    Choice(
        "bsd-3-clause", "BSD 3-Clause", "For software: like MIT; your name is no advertisement."
    ),
    Choice("gpl-3.0-or-later", "GPL 3.0 or later", "For software: changes must stay open too."),
    Choice("odbl-1.0", "ODbL 1.0", "For databases: share alike, and name the source."),
    Choice("other", "Another licence", "Look it up, or give your own terms."),
)

LANGUAGES = (
    Choice("", "Not said"),
    Choice("eng", "English"),
    Choice("deu", "German"),
    Choice("fra", "French"),
    Choice("spa", "Spanish"),
    Choice("ita", "Italian"),
    Choice("nld", "Dutch"),
    Choice("dan", "Danish"),
    Choice("por", "Portuguese"),
    Choice("pol", "Polish"),
    Choice("swe", "Swedish"),
    Choice("nor", "Norwegian"),
    Choice("fin", "Finnish"),
    Choice("rus", "Russian"),
    Choice("zho", "Chinese"),
    Choice("jpn", "Japanese"),
    Choice("ara", "Arabic"),
)

ROLES = (
    Choice("", "No special role"),
    Choice("contactperson", "Contact person"),
    Choice("datacollector", "Data collector"),
    Choice("datacurator", "Data curator"),
    Choice("datamanager", "Data manager"),
    Choice("distributor", "Distributor"),
    Choice("editor", "Editor"),
    Choice("hostinginstitution", "Hosting institution"),
    Choice("producer", "Producer"),
    Choice("projectleader", "Project leader"),
    Choice("projectmanager", "Project manager"),
    Choice("projectmember", "Project member"),
    Choice("registrationagency", "Registration agency"),
    Choice("registrationauthority", "Registration authority"),
    Choice("relatedperson", "Related person"),
    Choice("researcher", "Researcher"),
    Choice("researchgroup", "Research group"),
    Choice("rightsholder", "Rights holder"),
    Choice("sponsor", "Sponsor"),
    Choice("supervisor", "Supervisor"),
    Choice("translator", "Translator"),
    Choice("workpackageleader", "Work package leader"),
    Choice("other", "Other"),
)


def _used_most(value: str, label: str) -> Choice:
    return Choice(value, label, group="Used most")


def _more(value: str, label: str) -> Choice:
    return Choice(value, label, group="More")


# Read after "This record ...": what depositors of data need most comes first.
RELATIONS = (
    _used_most("issupplementto", "is a supplement to"),
    _used_most("isdescribedby", "is described by"),
    _used_most("isderivedfrom", "is derived from"),
    _used_most("ispartof", "is part of"),
    _more("issupplementedby", "is supplemented by"),
    _more("cites", "cites"),
    _more("iscitedby", "is cited by"),
    _more("describes", "describes"),
    _more("isdocumentedby", "is documented by"),
    _more("documents", "documents"),
    _more("issourceof", "is the source of"),
    _more("haspart", "has as a part"),
    _more("isnewversionof", "is a newer version of"),
    _more("ispreviousversionof", "is an older version of"),
    _more("isversionof", "is a version of"),
    _more("hasversion", "has the version"),
    _more("isidenticalto", "is identical to"),
    _more("isvariantformof", "is another form of"),
    _more("isoriginalformof", "is the original form of"),
    _more("references", "refers to"),
    _more("isreferencedby", "is referred to by"),
    _more("ispublishedin", "is published in"),
    _more("continues", "continues"),
    _more("iscontinuedby", "is continued by"),
    _more("hasmetadata", "has its metadata in"),
    _more("ismetadatafor", "holds the metadata of"),
    _more("requires", "needs"),
    _more("isrequiredby", "is needed by"),
    _more("compiles", "compiles"),
    _more("iscompiledby", "is compiled by"),
    _more("reviews", "reviews"),
    _more("isreviewedby", "is reviewed by"),
    _more("obsoletes", "replaces"),
    _more("isobsoletedby", "is replaced by"),
    _more("istranslationof", "is a translation of"),
    _more("hastranslation", "is translated in"),
    _more("iscollectedby", "is collected by"),
    _more("collects", "collects"),
    _more("other", "has to do in another way with"),
)

TITLE_TYPES = (
    Choice("translated-title", "Translated title"),
    Choice("subtitle", "Subtitle"),
    Choice("alternative-title", "Alternative title"),
    Choice("other", "Other title"),
)

DESCRIPTION_TYPES = (
    Choice("abstract", "Abstract"),
    Choice("methods", "Methods"),
    Choice("technical-info", "Technical information"),
    Choice("table-of-contents", "Table of contents"),
    Choice("series-information", "About the series"),
    # Zenodo knows "notes" too, a plain InvenioRDM does not: "other" is taken by both.
    Choice("other", "Notes"),
)

DATE_TYPES = (
    Choice("collected", "Collected", "When it was measured or gathered."),
    Choice("coverage", "Covered", "The time that the data are about."),
    Choice("created", "Created"),
    Choice("submitted", "Submitted"),
    Choice("accepted", "Accepted"),
    Choice("available", "Available"),
    Choice("issued", "Issued"),
    Choice("updated", "Updated"),
    Choice("valid", "Valid"),
    Choice("copyrighted", "Copyrighted"),
    Choice("withdrawn", "Withdrawn"),
    Choice("other", "Other date"),
)

# InvenioRDM's names of the schemes. The first means: find out from how it is written.
SCHEMES = (
    Choice("", "Recognised by itself"),
    Choice("doi", "DOI"),
    Choice("url", "Web address"),
    Choice("arxiv", "arXiv"),
    Choice("handle", "Handle"),
    Choice("isbn", "ISBN"),
    Choice("issn", "ISSN"),
    Choice("pmid", "PubMed id"),
    Choice("ark", "ARK"),
    Choice("ads", "ADS bibcode"),
    Choice("urn", "URN"),
    Choice("igsn", "IGSN"),
    Choice("lsid", "LSID"),
    Choice("purl", "PURL"),
    Choice("w3id", "w3id"),
    Choice("ean13", "EAN-13"),
    Choice("upc", "UPC"),
    Choice("istc", "ISTC"),
    Choice("wikidata", "Wikidata"),
    Choice("rrid", "RRID"),
    Choice("cstr", "CSTR"),
    Choice("isni", "ISNI"),
    Choice("eissn", "eISSN"),
    Choice("lissn", "ISSN-L"),
    Choice("grid", "GRID"),
    Choice("crossreffunderid", "Crossref funder id"),
    Choice("other", "Another kind"),
)

# repostatus.org
DEVELOPMENT_STATES = (
    Choice("", "Not said"),
    Choice("concept", "Concept", "An idea, hardly any code yet."),
    Choice("wip", "In the making", "Not usable yet."),
    Choice("active", "Active", "Usable, and being worked on."),
    Choice("inactive", "Inactive", "Usable; mistakes are still mended."),
    Choice("unsupported", "Unsupported", "Usable; nobody mends it."),
    Choice("suspended", "Suspended"),
    Choice("abandoned", "Abandoned"),
    Choice("moved", "Moved"),
)
