"""The parts of the service, put together. Nothing is built when this is imported."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from zenferry.wiring.forwarding import ForwardingParts

if TYPE_CHECKING:
    from zenferry.forwarding.tending import Tending
    from zenferry.profile import Profile
    from zenferry.submission import Submission
    from zenferry.uploads.upload import Uploads
    from zenferry.wiring.settings import Settings

__all__ = ["EVERYWHERE", "Parts", "made"]

# The same wherever a deposit goes, and dear to make.
EVERYWHERE = {"_table", "buckets", "seal", "seals", "staging", "submissions", "workflow"}


def made(kind: type) -> set[str]:
    """The names of what such parts consist of."""
    return {
        name
        for each in kind.__mro__
        for name, part in vars(each).items()
        if isinstance(part, cached_property)
    }


class Parts(ForwardingParts):
    """The parts of the service, each made on first use. Keyword overrides are taken as they are.

    `Parts(settings, repository=fake)` is the service with another repository.
    """

    def __init__(self, settings: Settings, **overrides: Any) -> None:
        for unknown in sorted(overrides.keys() - made(type(self))):
            raise TypeError(f"There is no part called {unknown!r}.")
        self.settings = settings
        self._overrides = overrides
        self._places: dict[tuple[str, str], Parts] = {}
        # cached_property looks here first: an override is a part already made.
        self.__dict__.update(overrides)

    def at(self, found: Submission) -> Parts:
        """The same service for the repository and the community that a deposit goes to."""
        there = self._there(self.profile.at(*found.destination))
        return there._own(found) if found.account else there

    def _there(self, profile: Profile) -> Parts:
        if profile.repository == self.profile.repository:
            return self
        place = (profile.repository.key, profile.repository.community)
        if place not in self._places:
            self._places[place] = type(self)(
                self.settings, **self._overrides | {"profile": profile}
            )
        return self._places[place]

    def _own(self, found: Submission) -> Parts:
        """The same with the deposit's own token, which is read when the first call is made.

        Kept for nobody else; what is outside, and was reached already, is reached by it too.
        """
        from zenferry.accounts.tokens import OwnToken

        token = OwnToken(self.own_tokens, found.id, found.place)
        own_end = self.profile.own_account.hand_over
        place = replace(self.profile.repository, hand_over=own_end)
        shared = {name: part for name, part in vars(self).items() if name in EVERYWHERE}
        own = {
            "profile": replace(self.profile, repository=place),
            # The dearest of all to make; it knows no repository.
            "form": self.form,
            "repository": self.connect_own(place, token.read),
        }
        return type(self)(self.settings, **self._overrides | shared | own)

    @cached_property
    def uploads(self) -> Uploads:
        """The way into staging."""
        from zenferry.uploads.upload import Uploads

        return Uploads(
            submissions=self.submissions,
            staging=self.staging,
            completing=self.completing,
            hands=self.hands,
            profile=self.profile,
            keeping=self.keeping,
            now=self.now,
            ways=lambda found: self.at(found).ways,
        )

    @cached_property
    def tending(self) -> Tending:
        """What the schedule does."""
        from zenferry.forwarding.tending import Tending

        return Tending(
            at=lambda found: self.at(found).tending,
            following=self.following,
            tidying=self.tidying,
            ending=self.ending,
            attention=self.attention,
            submissions=self.submissions,
            workflow=self.workflow,
            queue=self.queue,
            profile=self.profile,
            now=self.now,
        )
