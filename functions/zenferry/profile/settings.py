"""A deployment as its profile declares it, in one of its languages. It reads no file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from zenferry.languages import ENGLISH
from zenferry.profile.form import FormSettings

__all__ = [
    "Agreement",
    "Consortium",
    "Curation",
    "Curator",
    "FormSettings",
    "HandOver",
    "Limits",
    "Look",
    "LookUps",
    "MailSettings",
    "OpenDoor",
    "OwnAccount",
    "Profile",
    "RepositorySettings",
]


class HandOver(StrEnum):
    """How a record ends."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISH = "publish"


@dataclass(frozen=True)
class Consortium:
    """Who stands behind the page."""

    name: str
    short_name: str
    tagline: str
    home: str
    contact: str


@dataclass(frozen=True)
class Look:
    """Colours as #rrggbb; `logo` is an SVG beside the profile."""

    accent: str
    accent_dark: str
    logo: str


# What a deposit needs, and nothing else of the account.
ZENODOS_SCOPES = "deposit:write deposit:actions"
# Wherever a deposit goes, the records that people know are mostly there.
_ZENODO = {"zenodo.org": "10.5281/zenodo.", "sandbox.zenodo.org": "10.5072/zenodo."}


@dataclass(frozen=True)
class RepositorySettings:
    """Where records go. `url` ends in /api; `community` is a slug.

    `key` names it in the form and in the secret with the tokens. `communities` has slugs with
    titles, where the depositor chooses. `practice`: nothing that goes there is for good.
    `doi_start`: what stands before a record's id in its DOI; empty where that is not known.
    `client_id`: as what the page is registered there, so that people can sign in; `scopes`: what
    they are asked to allow then.
    """

    key: str
    name: str
    url: str
    community: str
    hand_over: HandOver
    publisher: str
    communities: Mapping[str, str]
    practice: bool
    doi_start: str
    client_id: str = ""
    scopes: str = ZENODOS_SCOPES

    @property
    def site(self) -> str:
        """The address of its pages, without a slash at its end."""
        return self.url.removesuffix("/api")


@dataclass(frozen=True)
class Limits:
    """Per record: files, bytes. In days: life of a submission, grace before staging is emptied."""

    files: int
    bytes: int
    retention_days: int
    grace_days: int


@dataclass(frozen=True)
class Agreement:
    """What a depositor agrees to. `version` is recorded with each deposit."""

    version: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class LookUps:
    """The consortium's own people and grants: CSV files beside the profile; empty where none."""

    people: str = ""
    grants: str = ""


@dataclass(frozen=True)
class MailSettings:
    """What is sent by e-mail. `return_links`: the way back to a deposit, to who asks for it.

    `progress`: how it goes, to whoever leaves an address. In days: `erased_after` a deposit's end
    its address is.
    """

    return_links: bool = False
    progress: bool = False
    erased_after: int = 30


@dataclass(frozen=True)
class OpenDoor:
    """Whoever has an address of these `domains` may have an invitation, by e-mail; none: closed.

    The caps are those of each invitation; `days` it is valid.
    """

    domains: tuple[str, ...] = ()
    deposits: int = 1
    files: int = 20
    bytes: int = 5 * 10**9
    days: int = 14


@dataclass(frozen=True)
class OwnAccount:
    """Depositors with an account of their own: by a `token`, by `sign_in`; how such records end.

    The caps are those of each account.
    """

    token: bool = False
    sign_in: bool = False
    hand_over: HandOver = HandOver.DRAFT
    deposits: int = 10
    files: int = 500
    bytes: int = 50 * 10**9


@dataclass(frozen=True)
class Curator:
    """Who looks after the deposits. `key` stands in the log, `name` is shown."""

    key: str
    name: str
    address: str


@dataclass(frozen=True)
class Curation:
    """`look`: whether a curator lets each deposit go before anything leaves for the repository."""

    look: bool = False
    curators: tuple[Curator, ...] = ()


@dataclass(frozen=True)
class Profile:
    """A whole deployment, its texts in one of its languages.

    `pages` holds the paragraphs of privacy, imprint and accessibility, as far as there are any of
    its own; `others` the same profile in the other languages.
    `repository` is the one at hand: the first, until a deposit says another (`at`).
    """

    consortium: Consortium
    look: Look
    languages: tuple[str, ...]
    repositories: tuple[RepositorySettings, ...]
    repository: RepositorySettings
    limits: Limits
    form: FormSettings
    agreement: Agreement
    pages: Mapping[str, tuple[str, ...]]
    directory: Path
    look_ups: LookUps = LookUps()
    mail: MailSettings = MailSettings()
    open: OpenDoor = OpenDoor()
    own_account: OwnAccount = OwnAccount()
    curation: Curation = Curation()
    language: str = ENGLISH
    others: Mapping[str, "Profile"] = field(default_factory=dict, compare=False, repr=False)

    def told_in(self, language: str) -> "Profile":
        """The texts in this language, where the profile has it; all else as it is here."""
        if language not in self.others:
            return self
        there = self.others[language]
        return replace(
            self,
            consortium=there.consortium,
            form=there.form,
            agreement=there.agreement,
            pages=there.pages,
            language=language,
            others={**self.others, self.language: self},
        )

    def records(self) -> Iterator[tuple[str, str]]:
        """Hosts whose pages of records are known, and how the DOIs of these begin."""
        yield from _ZENODO.items()
        for each in self.repositories:
            if each.doi_start:
                yield urlsplit(each.url).netloc, each.doi_start

    def everywhere(self, **changes: Any) -> "Profile":
        """The same with every repository changed alike."""
        changed = tuple(replace(each, **changes) for each in self.repositories)
        return replace(self, repositories=changed, repository=changed[0])

    def found_at(self, addresses: str) -> "Profile":
        """The same with other addresses: one for the only repository, else "key=address ...".

        After a comma may stand how DOIs begin there.
        """
        if "=" not in addresses and addresses and len(self.repositories) > 1:
            # One address for all would send what is only practice to where it is for good.
            raise ValueError("RepositoryUrl: give an address for each repository, as key=address.")
        pairs = (pair.partition("=") for pair in addresses.split())
        given = {key if to else self.repositories[0].key: to or key for key, _, to in pairs}
        there = tuple(_moved(each, given.get(each.key, "")) for each in self.repositories)
        return replace(self, repositories=there, repository=there[0])

    def at(self, key: str, community: str = "") -> "Profile":
        """The profile of a deposit that goes there; what it does not know is taken as the usual."""
        chosen = {each.key: each for each in self.repositories}.get(key, self.repositories[0])
        if community in chosen.communities:
            chosen = replace(chosen, community=community)
        return replace(self, repository=chosen)


def _moved(there: RepositorySettings, told: str) -> RepositorySettings:
    url, _, start = told.partition(",")
    return replace(there, url=url or there.url, doi_start=start or there.doi_start)
