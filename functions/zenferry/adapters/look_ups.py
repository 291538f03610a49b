"""Which sources a vocabulary has, and which of them is asked first."""

from collections.abc import Mapping, Sequence

from zenferry.adapters.registries import OrcidPeople, RorOrganisations
from zenferry.adapters.repository_vocabularies import of_repository
from zenferry.adapters.static_vocabularies import Languages, Licences
from zenferry.look_ups.directory import Directory
from zenferry.look_ups.fetching import Fetcher
from zenferry.look_ups.vocabularies import Source

__all__ = ["sources"]


def sources(
    fetcher: Fetcher, directory: Directory, repository: str
) -> Mapping[str, Sequence[Source]]:
    """What is at hand before what is far; the repository's own ids before those of others."""
    theirs = of_repository(fetcher, repository)
    return {
        "people": (directory.of("people"), OrcidPeople(fetcher)),
        "affiliations": (
            directory.of("affiliations"),
            theirs["affiliations"],
            RorOrganisations(fetcher),
        ),
        "funders": (
            directory.of("funders"),
            theirs["funders"],
            RorOrganisations(fetcher, funders=True),
        ),
        "awards": (directory.of("awards"), theirs["awards"]),
        "licences": (Licences(), theirs["licences"]),
        "languages": (Languages(), theirs["languages"]),
        "subjects": (theirs["subjects"],),
        "programming-languages": (theirs["programming-languages"],),
        "communities": (theirs["communities"],),
    }
