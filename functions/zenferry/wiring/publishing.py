"""What was published, and how it comes before the public."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from zenferry.wiring.mailing import MailingParts

if TYPE_CHECKING:
    from collections.abc import Callable

    from zenferry.records.finding import Finder
    from zenferry.records.ours import Registering
    from zenferry.records.publishing import Publishing

__all__ = ["PublishingParts"]


class PublishingParts(MailingParts):
    """The registry, and its pages."""

    @cached_property
    def finder(self) -> Finder:
        """Who searches what was published."""
        from zenferry.records.finding import Finder

        return Finder(self.record_files.index, self.now)

    @cached_property
    def registering(self) -> Registering:
        """Who puts what was published on the list."""
        from zenferry.records.ours import Registering

        return Registering(self.registry, self.profile, self.now)

    def publishing(self, *, wait: Callable[[], None], enough: Callable[[], bool]) -> Publishing:
        """Who brings it before the public. `wait` between two searches, until it is `enough`."""
        from zenferry.record_pages import RecordPages
        from zenferry.records.harvest import Harvest
        from zenferry.records.places import communities_of, places
        from zenferry.records.publishing import Publishing

        harvests = [
            Harvest(
                registry=self.registry,
                search=self.search(place),
                repository=place.key,
                communities=communities_of(self.profile, place),
                now=self.now,
                wait=wait,
                enough=enough,
            )
            for place in places(self.profile)
        ]
        return Publishing(
            registry=self.registry,
            harvests=harvests,
            pages=self.record_files,
            render=RecordPages(self.profile, self.settings.page).render,
            now=self.now,
        )
