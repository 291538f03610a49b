"""The repositories the contract is put to: the fake, the stand-in, and a real InvenioRDM.

For the real one: RDM_URL (ends in /api), RDM_TOKEN, RDM_CURATOR_TOKEN, RDM_REVIEWED and RDM_OPEN
(slugs of communities whose review policy is closed and open).
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from infra.local.repository import Standin, running
from infra.local.repository.review import worded
from tests.fake_repository import FakeRepository
from zenferry.adapters.invenio import Invenio
from zenferry.adapters.invenio_http import Session
from zenferry.forwarding.stream import Body
from zenferry.metadata import Affiliation, Licence, Metadata, Organisation, Person, Term
from zenferry.repository import Community, Repository, ReviewState

METADATA = Metadata(
    title="Sediment cores",
    resource_type="dataset",
    creators=(
        Person("Carberry", "Josiah", "0000-0002-1825-0097", (Affiliation("Brown University"),)),
        Organisation("Tidal Flats Research Consortium"),
    ),
    description_html="<p>One file a core.</p>",
    publication_date="2026-11-21",
    licences=(Licence("cc-by-4.0"),),
    publisher="Zenodo",
    keywords=("sediment", "Wadden Sea"),
    version="1.0",
    languages=(Term("eng"),),
)


@dataclass(frozen=True)
class Place:
    """A repository, and what a curator can do there, with words in HTML.

    `open`: the community where nobody needs to look. `say` is the curator's, `answer` our own.
    `links`: how many lead to a draft.
    """

    repository: Repository
    reviewed: str
    open: str
    accept: Callable[..., object]
    decline: Callable[..., object]
    say: Callable[[str, str], object]
    answer: Callable[[str, str], object]
    published_by_another: Callable[[], str]
    links: Callable[[str], int]
    standin: Standin | None = None


def body(content: bytes) -> Body:
    return Body(iter([content]), len(content))


def md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def fake_place() -> Place:
    fake = FakeRepository()
    fake.communities["open"] = Community("c2", "open", "Open", False, False)
    return Place(
        fake,
        "tidal-flats",
        "open",
        lambda review, words="": fake.decide(review, ReviewState.ACCEPTED, words),
        lambda review, words="": fake.decide(review, ReviewState.DECLINED, words),
        fake.say,
        lambda review, words: fake.say(review, words, ours=True),
        lambda: _public_elsewhere(fake),
        lambda draft: len(fake.record(draft).links),
    )


def session(url: str, token: str, sleep: Callable[[float], None] = time.sleep) -> Session:
    return Session(url, token, contact="tests@example.org", sleep=sleep)


def standin_place(standin: Standin, sleep: Callable[[float], None] = time.sleep) -> Place:
    own = session(standin.url, standin.tokens["depositor"], sleep)
    return Place(
        Invenio(own),
        "lab-reviewed",
        "lab-open",
        standin.accept,
        standin.decline,
        standin.say,
        _saying(own),
        lambda: _public(Invenio(session(standin.url, standin.tokens["other"], sleep))),
        _links(own),
        standin,
    )


def _public(repository: Repository) -> str:
    """A record with one file."""
    draft = repository.create("Deposit in progress").id
    repository.describe(draft, METADATA)
    repository.announce(draft, ["a.txt"])
    repository.send(draft, "a.txt", body(b"hello"))
    return repository.publish(draft).id


def _public_elsewhere(fake: FakeRepository) -> str:
    record = _public(fake)
    fake.records[record].ours = False
    return record


def _saying(by: Session) -> Callable[[str, str], object]:
    return lambda review, words: by.post(f"requests/{review}/comments", worded(words))


def _links(by: Session) -> Callable[[str], int]:
    return lambda draft: len(by.get(f"records/{draft}/access/links")["hits"]["hits"])


def _deciding(by: Session, action: str) -> Callable[..., object]:
    return lambda review, words="": by.post(f"requests/{review}/actions/{action}", worded(words))


def real_session(sleep: Callable[[float], None] = time.sleep) -> Session:
    """As a plain account of the real one."""
    return session(os.environ["RDM_URL"], os.environ["RDM_TOKEN"], sleep)


def real_place() -> Place:
    """A missing setting is an error: a suite that skips itself would hide that it never ran."""
    url = os.environ["RDM_URL"]
    curator, own = session(url, os.environ["RDM_CURATOR_TOKEN"]), real_session()
    return Place(
        Invenio(own),
        os.environ["RDM_REVIEWED"],
        os.environ["RDM_OPEN"],
        _deciding(curator, "accept"),
        _deciding(curator, "decline"),
        _saying(curator),
        _saying(own),
        lambda: _public(Invenio(curator)),
        _links(own),
    )


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("standin")


@pytest.fixture(
    scope="module",
    params=["fake", "stand-in", pytest.param("real", marks=pytest.mark.conformance)],
)
def place(request: pytest.FixtureRequest, directory: Path) -> Iterator[Place]:
    if request.param == "fake":
        yield fake_place()
    elif request.param == "real":
        yield real_place()
    else:
        with running(directory, faults=True) as standin:
            yield standin_place(standin)
