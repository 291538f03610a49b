"""A deposit that goes on from a published record: opened by a curator's leave, and looked at."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.boundary import Boundary
from tests.clock import START
from tests.crossing import INVITATION, NONCE, Crossing
from tests.places import METADATA, body
from tests.written import ID
from zenferry.access import InvitationKind
from zenferry.curation.acts import Curating, stamp_of
from zenferry.profile import Curator, HandOver
from zenferry.repository import Draft, Repository
from zenferry.versions.basis import Basis, BasisKind

__all__ = ["CURATOR", "FORMER", "Continued", "curating", "published"]

FORMER = {"a.txt": b"hello", "b.txt": b"world", "c/d.csv": b"x,y\n" * 50}
# Of those one stays, one is replaced, one goes, and one is new.
SENT = {"b.txt": b"another world", "e.txt": b"new"}
CURATOR = Curator("mb", "Mira", "mira@lab.example")


def published(repository: Repository, files: Mapping[str, bytes] = FORMER) -> Draft:
    """A record of ours."""
    draft = repository.create("Deposit in progress").id
    repository.describe(draft, METADATA)
    repository.announce(draft, list(files))
    for name, data in files.items():
        repository.send(draft, name, body(data))
    repository.reserve_doi(draft)
    return repository.publish(draft)


def curating(crossing: Crossing) -> Curating:
    """The acts of its curators, whom nothing disturbs."""
    parts = crossing.quiet
    return Curating(
        deposits=parts.deposits,
        submissions=parts.submissions,
        addresses=parts.addresses,
        now=parts.now,
    )


class Continued(Crossing):
    """The acts of depositor and curator."""

    def __init__(
        self,
        kind: BasisKind = BasisKind.VERSION,
        *,
        hand_over: HandOver = HandOver.REVIEW,
        boundary: Boundary | None = None,
        repository: Repository | None = None,
        community: str = "tidal-flats",
    ) -> None:
        super().__init__(
            hand_over=hand_over, boundary=boundary, repository=repository, community=community
        )
        self.kind = kind
        self.record = published(self.repository)
        self.invitations.rows.clear()
        self.invite(
            INVITATION,
            expires=START + timedelta(days=1),
            deposits=1,
            files=10,
            bytes=10**6,
            kind=InvitationKind.VERSION,
            basis=self.basis(),
        )

    def basis(self) -> Basis:
        place = self.profile.repository.key
        return Basis(self.kind, self.record.id, str(self.record.doi), self.record.url, place)

    def begin(self, submission: str = ID) -> None:
        """Opened, and filled with what the record says."""
        deposits = self.parts.deposits
        self.insist(lambda: deposits.open(submission, INVITATION, NONCE, "en"))
        self.insist(lambda: deposits.take_over(submission))

    def write(self, **words: Any) -> None:
        """What is asked for anew, and what else changes."""
        found = self.found
        values = {**found.values, "agreement": True, **words}
        self.insist(lambda: self._written(values, found.revision))

    def _written(self, values: Mapping[str, object], revision: int) -> None:
        if self.found.revision == revision:
            self.parts.deposits.save(ID, dict(values), revision)

    def change_files(self) -> None:
        [gone] = [file.id for file in self.found.files if file.path == "c/d.csv"]
        self.insist(lambda: self.parts.uploads.remove(ID, gone))
        for path, content in SENT.items():
            self.upload(path, content)

    def fill(self) -> None:
        self.begin()
        if self.kind is BasisKind.VERSION:
            self.write(publication_date="2026-11-22", version="2.0")
            self.change_files()
        else:
            self.write(title="Sediment cores, corrected")

    def let_go(self) -> None:
        """By the consortium's curator, who has looked at it."""
        found = self.quiet.submissions.get(ID)
        if not found.approved:
            curating(self).approve(CURATOR, ID, stamp_of(found))

    def expected(self) -> dict[str, bytes]:
        """What the record holds in the end."""
        if self.kind is BasisKind.CORRECTION:
            return dict(FORMER)
        return {"a.txt": FORMER["a.txt"], **SENT}

    def held(self, record: str) -> dict[str, bytes | None]:
        entries = self.fake.records[record].entries
        return {name: entry.content for name, entry in entries.items() if entry.complete}

    def as_it_was(self) -> bool:
        """Whether the record still is what it was before anybody asked."""
        now = self.repository.read(self.record.id)
        untouched = replace(now, edited=False, words="", title="")
        return untouched == replace(self.record, words="", title="")
