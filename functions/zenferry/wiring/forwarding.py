"""The steps of the way from staging to the repository."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from zenferry.forwarding.attention import Attention
from zenferry.wiring.publishing import PublishingParts

if TYPE_CHECKING:
    from zenferry.forwarding.ending import Ending
    from zenferry.forwarding.following import Following
    from zenferry.forwarding.forward import Forward
    from zenferry.forwarding.reviewed import Reviewed
    from zenferry.forwarding.route import TimeLimits
    from zenferry.forwarding.send import Sending
    from zenferry.forwarding.tidying import Tidying
    from zenferry.forwarding.ways import Ways
    from zenferry.versions.former import Formers

__all__ = ["ForwardingParts"]


class ForwardingParts(PublishingParts):
    """The steps of the forward."""

    @cached_property
    def attention(self) -> Attention:
        """What a person has to mend."""
        return Attention(self.submissions, self.now)

    @cached_property
    def time_limits(self) -> TimeLimits:
        """How long a file may be on its way."""
        from zenferry.forwarding.route import TimeLimits

        return TimeLimits(self.settings.send_seconds, self.settings.long_seconds)

    @cached_property
    def ways(self) -> Ways:
        """Which way each file goes."""
        from zenferry.forwarding.ways import Ways

        return Ways(
            throughputs=self.throughputs,
            repository_key=self.profile.repository.key,
            time_limits=self.time_limits,
            now=self.now,
        )

    @cached_property
    def forwarding(self) -> Forward:
        """The steps that need no bytes."""
        from zenferry.forwarding.companion import Companion
        from zenferry.forwarding.forward import Forward
        from zenferry.versions.claims import Changes

        return Forward(
            submissions=self.submissions,
            repository=self.repository,
            companion=Companion(self.submissions, self.staging),
            form=self.form,
            profile=self.profile,
            now=self.now,
            ways=self.ways,
            changes=Changes(self.submissions, self.claims, self.now),
            register=self.registering.note,
        )

    @cached_property
    def formers(self) -> Formers:
        """Published records that deposits go on from."""
        from zenferry.versions.former import Formers

        return Formers(
            submissions=self.submissions,
            repository=self.repository,
            form=self.form,
            profile=self.profile,
            now=self.now,
        )

    @cached_property
    def sending(self) -> Sending:
        """The step that moves bytes."""
        from zenferry.forwarding.send import Sending

        return Sending(
            attention=self.attention,
            submissions=self.submissions,
            repository=self.repository,
            staging=self.staging,
            now=self.now,
            throughputs=self.throughputs,
            repository_key=self.profile.repository.key,
            time_limits=self.time_limits,
        )

    @cached_property
    def ending(self) -> Ending:
        """Withdrawal and giving up."""
        from zenferry.forwarding.ending import Ending

        return Ending(
            forward=self.forwarding,
            attention=self.attention,
            submissions=self.submissions,
            repository=self.repository,
            now=self.now,
        )

    @cached_property
    def reviewed(self) -> Reviewed:
        """What became of reviews."""
        from zenferry.forwarding.reviewed import Reviewed

        return Reviewed(submissions=self.submissions, repository=self.repository, now=self.now)

    @cached_property
    def following(self) -> Following:
        """Looks after what waits for somebody."""
        from zenferry.forwarding.following import Following

        return Following(
            forward=self.forwarding,
            ending=self.ending,
            reviewed=self.reviewed,
            submissions=self.submissions,
            repository=self.repository,
            staging=self.staging,
            keeping=self.keeping,
            now=self.now,
        )

    @cached_property
    def tidying(self) -> Tidying:
        """Removes what ended submissions leave behind."""
        from zenferry.forwarding.tidying import Tidying

        return Tidying(
            forward=self.forwarding,
            submissions=self.submissions,
            staging=self.staging,
            own_tokens=self.own_tokens,
            addresses=self.addresses,
            profile=self.profile,
            now=self.now,
        )
