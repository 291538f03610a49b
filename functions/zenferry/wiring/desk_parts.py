"""What the curators' desk needs beside the service. Nothing is built when this is imported."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from zenferry.wiring.parts import Parts

if TYPE_CHECKING:
    from zenferry.curation.acts import Curating
    from zenferry.curation.entrance import Asked, Doorbell, Entrance, Passes
    from zenferry.curation.log import Log
    from zenferry.curation.overview import Shelf
    from zenferry.versions.answering import Answering

__all__ = ["DeskParts"]


class DeskParts(Parts):
    """The service and the desk, each part made on first use."""

    @cached_property
    def log(self) -> Log:
        """Who did what."""
        from zenferry.adapters.dynamo_log import DynamoLog

        return DynamoLog(self._table)

    @cached_property
    def answering(self) -> Answering:
        """Who answers those that ask to do something with a published record."""
        from zenferry.versions.answering import Answering

        return Answering(
            wishes=self.wishes,
            inviting=self.inviting,
            mailer=self.mailer,
            letters=self.letters,
            profile=self.profile,
            now=self.now,
        )

    @cached_property
    def shelf(self) -> Shelf:
        """The lists."""
        from zenferry.adapters.dynamo_shelf import DynamoShelf

        return DynamoShelf(self._table)

    @cached_property
    def passes(self) -> Passes:
        """Links and sessions."""
        from zenferry.adapters.dynamo_passes import DynamoPasses

        return DynamoPasses(self._table)

    @cached_property
    def asked(self) -> Asked:
        """Who sends links."""
        from zenferry.adapters.desk_orders import DeskOrders

        return DeskOrders(self._aws.functions(), self.settings.desk)

    @cached_property
    def entrance(self) -> Entrance:
        """How curators come in."""
        from zenferry.curation.entrance import Entrance

        return Entrance(
            passes=self.passes,
            log=self.log,
            curators=self.profile.curation.curators,
            now=self.now,
        )

    @cached_property
    def doorbell(self) -> Doorbell:
        """How they ask for links."""
        from zenferry.curation.entrance import Doorbell

        return Doorbell(
            passes=self.passes,
            asked=self.asked,
            mailer=self.mailer,
            letters=self.letters,
            log=self.log,
            daily=self.daily,
            curators=self.profile.curation.curators,
            now=self.now,
        )

    @cached_property
    def curating(self) -> Curating:
        """What a curator does with a deposit."""
        from zenferry.curation.acts import Curating

        return Curating(
            deposits=self.deposits,
            submissions=self.submissions,
            addresses=self.addresses,
            now=self.now,
        )
