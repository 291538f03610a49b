"""What files that describe data are called, for the page that asks for them. Reads none."""

__all__ = ["ENDINGS", "LIKELY"]

# As they are told; a star stands for anything.
NAMED = (
    "CITATION.cff",
    "codemeta.json",
    ".zenodo.json",
    "ro-crate-metadata.json",
    "datacite.json",
    "datapackage.json",
    "CITATION.bib",
    "META_*.json",
)
# Chosen as data, a file of this name is offered to be read.
LIKELY = (*NAMED, "zenodo.json", "ro-crate-metadata.jsonld", "*.cff")
# Formats that are known by what is in the file have any of these.
ENDINGS = (".json", ".jsonld", ".cff", ".bib", ".csv", ".tsv", ".yml", ".yaml", ".txt")
