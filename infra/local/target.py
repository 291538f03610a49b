"""The repository a demo deposits into: the stand-in as a process, or the one it is told of."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from infra.local.leash import leashed
from infra.local.package import ROOT
from infra.local.repository.drafts import DOI_PREFIX

# A stand-in is asked by nobody else. A real repository keeps the template's own budget of calls.
_OWN_CALLS = "6000"
_NOBODY: Mapping[str, str] = {}
_NAMES = ("REPOSITORY_URL", "REPOSITORY_TOKEN", "COMMUNITY")


class TargetFailure(Exception):
    """There is no repository to deposit into."""


@dataclass(frozen=True)
class Target:
    """`url` is the API's; an empty community means the profile's. Of the token's account is known
    only the token; `tokens` has those of the stand-in's other people, by name, `clients` the
    secrets of the pages that people can sign in for, by their client ids. `elsewhere`: what answers
    in place of the registries of people, institutions and DOIs; empty for the real ones.
    `doi_start`: what stands before a record's id in its DOI; empty where the profile knows it."""

    url: str
    page: str
    token: str
    community: str = ""
    tokens: Mapping[str, str] = field(default_factory=dict)
    clients: Mapping[str, str] = field(default_factory=dict)
    elsewhere: str = ""
    doi_start: str = ""

    @property
    def place(self) -> str:
        """Where it is, as the template is told."""
        return f"{self.url},{self.doi_start}" if self.doi_start else self.url

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the template that differ with a stand-in: its registries, its pace."""
        named = {"RorUrl": "ror", "OrcidUrl": "orcid"}
        named |= {"DataciteUrl": "datacite", "CrossrefUrl": "crossref"}
        if not self.elsewhere:
            return {}
        registries = {parameter: f"{self.elsewhere}/{name}" for parameter, name in named.items()}
        return registries | {"CallsPerMinute": _OWN_CALLS}


def named(environment: Mapping[str, str]) -> Target | None:
    """The one the environment speaks of; to speak of it by half is a mistake."""
    given = {name: environment.get(name, "") for name in _NAMES}
    if not any(given.values()):
        return None
    missing = [name for name in _NAMES if not given[name]]
    if missing:
        raise TargetFailure(f"To deposit into a repository of yours, set {', '.join(missing)} too.")
    url = given["REPOSITORY_URL"].rstrip("/")
    return Target(
        url=url,
        page=url.removesuffix("/api") + "/",
        token=given["REPOSITORY_TOKEN"],
        community=given["COMMUNITY"],
    )


@contextmanager
def standing_in(
    directory: Path, log: Path, clients: Mapping[str, str] = _NOBODY
) -> Iterator[Target]:
    """The stand-in, with an empty memory, on a free port. `clients`: where people who signed in are
    sent back to, by client id."""
    command = [sys.executable, "-m", "infra.local.repository", "--faults", "--port", "0"]
    for id_, address in clients.items():
        command += ["--client", f"{id_}={address}"]
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT)}
    with leashed(
        [*command, "--directory", str(directory)], environment=environment, log=log
    ) as process:
        line = process.output.readline()
        if not line:
            raise TargetFailure("The repository stand-in did not start.")
        yield _told(json.loads(line))


def _told(ready: Mapping[str, object]) -> Target:
    tokens = ready["tokens"]
    clients = ready["clients"]
    if not isinstance(tokens, dict) or not isinstance(clients, dict):
        raise TargetFailure("The repository stand-in names no accounts.")
    return Target(
        url=str(ready["url"]),
        page=str(ready["page"]),
        token=str(tokens["depositor"]),
        tokens=tokens,
        clients=clients,
        elsewhere=str(ready["elsewhere"]),
        doi_start=f"{DOI_PREFIX}/zenodo.",
    )
