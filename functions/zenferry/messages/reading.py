"""What is said of look-ups and of metadata that is read from elsewhere."""

__all__ = ["IMPORTS", "LOOK_UPS"]

LOOK_UPS = {
    "sources_down": (
        "{sources} can't be asked at the moment. What you type yourself is taken just as well."
    ),
    "service_down": "{service} does not answer. Try again in a moment.",
    "service_unreadable": "{service} gave an answer that can't be read. Try again later.",
    "service_absent": "{service} does not know it.",
    "source_rests": "This source did not answer a moment ago. It is asked again soon.",
    "web_address": "Give an address that begins with https://.",
}

IMPORTS = {
    "import_format": (
        "This file is in no format that is known here. Choose a CITATION.cff, codemeta.json, "
        ".zenodo.json, datapackage.json, ro-crate-metadata.json, BibTeX, CSL, DataCite or Maggot "
        "file."
    ),
    "import_json": "This file breaks off, or is no JSON. Save it again where it was made.",
    "import_yaml": "This file can't be read as YAML. Check its indentation, or save it again.",
    "import_bibtex": "There is no complete entry in this BibTeX file. Check its braces.",
    "import_crate": (
        "This RO-Crate does not say which of its parts is the whole. Fill in the form by hand."
    ),
    "import_encoding": "Some letters of this file can't be read. Save it as UTF-8.",
    "import_empty": "There is nothing in it. Choose another file, or paste the text.",
    "import_nested": "This file is too intricate to be read here. Fill in the form by hand.",
    "import_too_large": "That is more than {limit}. Cut it to what describes the data.",
    "import_authors": "There is no name in it. Paste names, with commas or a line each.",
    "import_names": "These are more than {most} names. Keep those that are to be cited.",
    "import_doi": "A DOI begins with 10. and has a slash, such as 10.5281/zenodo.1234567.",
    "import_doi_unknown": (
        "Neither DataCite nor Crossref knows the DOI {doi}. Check it, or fill in the form by hand."
    ),
    "import_doi_down": (
        "The registries of DOIs do not answer. Try again in a few minutes, or fill in the form by "
        "hand."
    ),
}
