"""What a depositor does, from the form to the last byte in staging."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from zenferry.form import Form
from zenferry.wiring.repositories import Repositories

if TYPE_CHECKING:
    from zenferry.deposit import Deposits
    from zenferry.forwarding.abreast import Hands
    from zenferry.forwarding.queue import Queue
    from zenferry.look_ups.vocabularies import Vocabularies
    from zenferry.tally import Daily
    from zenferry.uploads.completing import Completing
    from zenferry.uploads.keeping import Keeping
    from zenferry.versions.asking import Asking

__all__ = ["DepositingParts"]


class DepositingParts(Repositories):
    """The form, and the way into staging."""

    @cached_property
    def form(self) -> Form:
        """The form as the profile wants it."""
        return Form(self.profile, lambda: self.now().date())

    @cached_property
    def vocabularies(self) -> Vocabularies:
        """The look-ups."""
        from zenferry.adapters.look_ups import sources
        from zenferry.look_ups.directory import read_directory
        from zenferry.look_ups.vocabularies import Vocabularies

        directory = read_directory(self.profile)
        return Vocabularies(sources(self.fetcher, directory, self.profile.repository.name))

    @cached_property
    def queue(self) -> Queue:
        """Whose turn it is."""
        from zenferry.forwarding.queue import Queue

        return Queue(
            submissions=self.submissions,
            rows=self.queue_rows,
            workflow=self.workflow,
            most_at_work=self.settings.most_at_work,
            now=self.now,
        )

    @cached_property
    def keeping(self) -> Keeping:
        """How long what is not sent is kept."""
        from zenferry.uploads.keeping import Keeping

        return Keeping(self.profile.limits.retention_days)

    @cached_property
    def deposits(self) -> Deposits:
        """What a depositor does."""
        from zenferry.deposit import Deposits
        from zenferry.forwarding.at_once import AtOnce

        return Deposits(
            submissions=self.submissions,
            invitations=self.invitations,
            workflow=self.workflow,
            queue=self.queue,
            at_once=AtOnce(self.daily),
            form=self.form,
            profile=self.profile,
            keeping=self.keeping,
            now=self.now,
        )

    @cached_property
    def completing(self) -> Completing:
        """The end of the way into staging."""
        from zenferry.uploads.completing import Completing

        return Completing(
            submissions=self.submissions,
            staging=self.staging,
            now=self.now,
            hands=self.hands,
            patience=self.patience,
        )

    @cached_property
    def hands(self) -> Hands:
        """Who makes calls side by side."""
        from zenferry.forwarding.abreast import Threads

        return Threads()

    @cached_property
    def patience(self) -> float:
        """How many seconds one answer waits for the store to put files together."""
        from zenferry.uploads.completing import PATIENCE

        return PATIENCE

    @cached_property
    def asking(self) -> Asking:
        """Who asks to do something with a published record."""
        from zenferry.versions.asking import Asking

        return Asking(wishes=self.wishes, daily=self.daily, profile=self.profile, now=self.now)

    @cached_property
    def daily(self) -> Daily:
        """What is counted by the day."""
        from zenferry.tally import Daily

        return Daily(tallies=self.tallies, now=self.now)
