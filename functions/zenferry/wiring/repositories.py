"""How repositories are reached: by whose token, and at what pace."""

from __future__ import annotations

import time
from functools import cached_property
from typing import TYPE_CHECKING

from zenferry.profile import RepositorySettings
from zenferry.wiring.services import Services

if TYPE_CHECKING:
    from collections.abc import Callable

    from zenferry.accounts.shared_tokens import Authority
    from zenferry.accounts.tokens import Own
    from zenferry.forwarding.pacing import Pace
    from zenferry.records.harvest import Search
    from zenferry.repository import Repository

__all__ = ["Repositories"]


class Repositories(Services):
    """The repositories, as the profile names them."""

    @cached_property
    def repository(self) -> Repository:
        """The repository at hand."""
        return self.connect(self.profile.repository)

    @cached_property
    def connect(self) -> Callable[[RepositorySettings], Repository]:
        """How a repository is reached: with the consortium's token for it."""
        return self._connected

    def _connected(self, place: RepositorySettings) -> Repository:
        from zenferry.adapters.invenio_http import token_for

        secrets = self._aws.secrets()

        def token() -> str:
            secret = secrets.get_secret_value(SecretId=self.settings.secret)
            only = len(self.profile.repositories) == 1
            return token_for(str(secret["SecretString"]), place.key, only=only)

        return self._reached(place, token, self._pace(place), first=token())

    @cached_property
    def connect_own(self) -> Own:
        """How a repository is reached with a depositor's own token."""
        return lambda place, token: self._reached(place, token, self._pace(place), own=True)

    @cached_property
    def connect_door(self) -> Own:
        """The same for a token that nobody knows yet: at a pace that leaves all others theirs."""
        return self._asked_at_the_door

    def _asked_at_the_door(self, place: RepositorySettings, token: Callable[[], str]) -> Repository:
        from zenferry.adapters.invenio import Invenio
        from zenferry.adapters.invenio_http import Session

        contact, pace = self.profile.consortium.contact, self._door_pace(place)
        # Refused, it is not read anew: nobody can have changed it, and each call takes its turn.
        return Invenio(Session(place.url, token(), contact=contact, own=True, pace=pace))

    def _reached(
        self,
        place: RepositorySettings,
        token: Callable[[], str],
        pace: Pace,
        *,
        first: str | None = None,
        own: bool = False,
    ) -> Repository:
        """Without a `first` token it is read when the first call is made."""
        from zenferry.adapters.invenio import Invenio
        from zenferry.adapters.invenio_http import Session

        contact = self.profile.consortium.contact
        return Invenio(
            Session(place.url, first, contact=contact, own=own, renewed=token, pace=pace)
        )

    def _pace(self, place: RepositorySettings) -> Pace:
        from zenferry.forwarding.pacing import SharedPace

        return SharedPace(self.buckets, place.key, time.time, self.settings.calls)

    def _door_pace(self, place: RepositorySettings) -> Pace:
        from zenferry.forwarding.pacing import (
            AT_THE_DOOR,
            DOOR_CALLS,
            FixedPace,
            SharedPace,
        )

        name, calls = f"{place.key}/door", max(DOOR_CALLS, self.settings.calls // 3)
        return FixedPace(SharedPace(self.buckets, name, time.time, calls, longest=AT_THE_DOOR))

    @cached_property
    def authority(self) -> Callable[[RepositorySettings], Authority]:
        """How a repository's authorisation server is reached: it knows this page by a secret."""
        return self._authority

    def _authority(self, place: RepositorySettings) -> Authority:
        from zenferry.adapters.invenio_http import token_for
        from zenferry.adapters.invenio_oauth import InvenioOAuth

        def secret() -> str:
            found = self._aws.secrets().get_secret_value(SecretId=self.settings.secret)
            return token_for(str(found["SecretString"]), f"{place.key}.client", only=False)

        contact = self.profile.consortium.contact
        door = self._door_pace(place)
        return InvenioOAuth(place.site, place.client_id, secret, contact=contact, door=door)

    @cached_property
    def search(self) -> Callable[[RepositorySettings], Search]:
        """How what a repository has published is asked for: as anybody may."""
        from zenferry.adapters.community_search import searching

        contact = self.profile.consortium.contact
        return lambda place: searching(place, contact)
