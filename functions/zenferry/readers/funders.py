"""Funders that are named by a DOI of the funder registry: those that most grants come from."""

from zenferry.readers import words, works

__all__ = ["FUNDERS", "ror"]

# Their name and ROR id.
FUNDERS = {
    "10.13039/501100000780": ("European Commission", "00k4n6c32"),
    "10.13039/501100001659": ("Deutsche Forschungsgemeinschaft", "018mejw64"),
    "10.13039/501100001665": ("Agence Nationale de la Recherche", "00rbzpz17"),
    "10.13039/501100001711": ("Swiss National Science Foundation", "00yjd3n13"),
    "10.13039/501100002428": ("FWF Austrian Science Fund", "013tf3c58"),
    "10.13039/501100000923": ("Australian Research Council", "05mmh0f86"),
    "10.13039/501100002341": ("Academy of Finland", "05k73zm37"),
    "10.13039/100000001": ("National Science Foundation", "021nxhr62"),
    "10.13039/100000002": ("National Institutes of Health", "01cwqze88"),
    "10.13039/100004440": ("Wellcome Trust", "029chgv08"),
    "10.13039/100010269": ("Wellcome Trust", "029chgv08"),
}


def ror(identifier: str) -> str:
    """The ROR id of a funder: given itself, or known for its DOI."""
    return words.bare_ror(identifier) or FUNDERS.get(works.bare_doi(identifier), ("", ""))[1]
