"""The parts of the service, put together. Nothing is built when this is imported."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from zenferry.form import Form
from zenferry.forwarding.attention import Attention
from zenferry.wiring.outside import Outside
from zenferry.wiring.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from zenferry.accounts.door import OwnAccounts
    from zenferry.accounts.exchange import SigningIn
    from zenferry.accounts.shared_tokens import SignedIn
    from zenferry.accounts.sign_in import SignIns
    from zenferry.accounts.tokens import OwnTokens, Verifying
    from zenferry.deposit import Deposits
    from zenferry.forwarding.abreast import Hands
    from zenferry.forwarding.ending import Ending
    from zenferry.forwarding.forward import Forward
    from zenferry.forwarding.queue import Queue
    from zenferry.forwarding.reviewed import Reviewed
    from zenferry.forwarding.route import TimeLimits
    from zenferry.forwarding.send import Sending
    from zenferry.forwarding.settle import Tending
    from zenferry.forwarding.ways import Ways
    from zenferry.invitations.inviting import Inviting
    from zenferry.invitations.open_door import Admission
    from zenferry.look_ups.vocabularies import Vocabularies
    from zenferry.mails.address import Addressing
    from zenferry.mails.letters import Letters
    from zenferry.mails.return_link import ReturnLinks
    from zenferry.mails.telling import Telling
    from zenferry.profile import Profile
    from zenferry.records.finding import Finder
    from zenferry.records.ours import Registering
    from zenferry.records.publishing import Publishing
    from zenferry.submission import Submission
    from zenferry.tally import Daily
    from zenferry.uploads.completing import Completing
    from zenferry.uploads.keeping import Keeping
    from zenferry.uploads.upload import Uploads
    from zenferry.versions.former import Formers
    from zenferry.versions.wishes import Asking

__all__ = ["Parts"]

# The same wherever a deposit goes, and dear to make.
_EVERYWHERE = {"_table", "buckets", "seal", "seals", "staging", "submissions", "workflow"}


class Parts(Outside):
    """The parts of the service, each made on first use. Keyword overrides are taken as they are.

    `Parts(settings, repository=fake)` is the service with another repository.
    """

    def __init__(self, settings: Settings, **overrides: Any) -> None:
        made = {
            name
            for kind in type(self).__mro__
            for name, part in vars(kind).items()
            if isinstance(part, cached_property)
        }
        for unknown in sorted(overrides.keys() - made):
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
        from zenferry.accounts.tokens import OwnToken  # noqa: PLC0415

        token = OwnToken(self.own_tokens, found.id, found.place)
        own_end = self.profile.own_account.hand_over
        place = replace(self.profile.repository, hand_over=own_end)
        shared = {name: part for name, part in vars(self).items() if name in _EVERYWHERE}
        own = {
            "profile": replace(self.profile, repository=place),
            # The dearest of all to make; it knows no repository.
            "form": self.form,
            "repository": self.connect_own(place, token.read),
        }
        return type(self)(self.settings, **self._overrides | shared | own)

    @cached_property
    def form(self) -> Form:
        """The form as the profile wants it."""
        return Form(self.profile, lambda: self.now().date())

    @cached_property
    def time_limits(self) -> TimeLimits:
        """How long a file may be on its way."""
        from zenferry.forwarding.route import TimeLimits  # noqa: PLC0415

        return TimeLimits(self.settings.send_seconds, self.settings.long_seconds)

    @cached_property
    def queue(self) -> Queue:
        """Whose turn it is."""
        from zenferry.forwarding.queue import Queue  # noqa: PLC0415

        return Queue(
            submissions=self.submissions,
            rows=self.queue_rows,
            workflow=self.workflow,
            most_at_work=self.settings.most_at_work,
            now=self.now,
        )

    @cached_property
    def vocabularies(self) -> Vocabularies:
        """The look-ups."""
        from zenferry.adapters.look_ups import sources  # noqa: PLC0415
        from zenferry.look_ups.directory import read_directory  # noqa: PLC0415
        from zenferry.look_ups.vocabularies import Vocabularies  # noqa: PLC0415

        directory = read_directory(self.profile)
        return Vocabularies(sources(self.fetcher, directory, self.profile.repository.name))

    @cached_property
    def deposits(self) -> Deposits:
        """What a depositor does."""
        from zenferry.deposit import Deposits  # noqa: PLC0415

        return Deposits(
            submissions=self.submissions,
            invitations=self.invitations,
            workflow=self.workflow,
            queue=self.queue,
            form=self.form,
            profile=self.profile,
            keeping=self.keeping,
            now=self.now,
        )

    @cached_property
    def sign_ins(self) -> SignIns:
        """Signing in at the repository."""
        from zenferry.accounts.sign_in import SignIns  # noqa: PLC0415

        return SignIns(
            rows=self.sign_in_rows,
            profile=self.profile,
            page=self.settings.page,
            now=self.now,
        )

    def signed_in(self, repository: str) -> SignedIn:
        """The tokens of who signed in at a repository, by its key."""
        from zenferry.accounts.shared_tokens import SignedIn  # noqa: PLC0415

        place = self.profile.at(repository).repository
        return SignedIn(
            place=place.key,
            seal=self.seal,
            seals=self.seals,
            users=self.account_users,
            authority=lambda: self.authority(place),
            now=self.now,
        )

    @cached_property
    def own_tokens(self) -> OwnTokens:
        """The tokens of deposits that go to accounts of depositors' own."""
        from zenferry.accounts.tokens import OwnTokens  # noqa: PLC0415

        return OwnTokens(
            seals=self.seals,
            seal=self.seal,
            signed_in=self.signed_in,
            # Who is not told where people sign in has no business there.
            refreshes=bool(self.settings.page),
            now=self.now,
        )

    @cached_property
    def own_accounts(self) -> OwnAccounts:
        """The door for who has an account at the repository."""
        from zenferry.accounts.door import OwnAccounts  # noqa: PLC0415

        return OwnAccounts(
            deposits=self.deposits,
            submissions=self.submissions,
            invitations=self.invitations,
            seal=self.seal,
            seals=self.seals,
            sign_ins=self.sign_ins,
            workflow=self.workflow,
            profile=self.profile,
            on=bool(self.settings.seal_key),
            now=self.now,
        )

    @cached_property
    def signing_in(self) -> SigningIn:
        """The steps of it that need the page's own secret."""
        from zenferry.accounts.exchange import SigningIn  # noqa: PLC0415
        from zenferry.accounts.sign_in import answered_at  # noqa: PLC0415

        return SigningIn(
            signed_in=self.signed_in,
            seal=self.seal,
            redirect=answered_at(self.settings.page),
        )

    @cached_property
    def verifying(self) -> Verifying:
        """Whose token it is."""
        from zenferry.accounts.tokens import Verifying  # noqa: PLC0415

        return Verifying(seal=self.seal, connect=self.connect_door, profile=self.profile)

    @cached_property
    def return_links(self) -> ReturnLinks:
        """The way back to a deposit, by e-mail."""
        from zenferry.mails.return_link import ReturnLinks  # noqa: PLC0415

        return ReturnLinks(
            submissions=self.submissions,
            mailer=self.mailer,
            letters=self.letters,
        )

    @cached_property
    def letters(self) -> Letters:
        """Whatever is mailed, written out."""
        from zenferry.mails.letters import Letters  # noqa: PLC0415

        return Letters(profile=self.profile, page=self.settings.page, rendering=self.rendering)

    @cached_property
    def inviting(self) -> Inviting:
        """Invitations, for those who look after the deposits."""
        from zenferry.invitations.inviting import Inviting  # noqa: PLC0415

        return Inviting(
            invitations=self.invitations,
            mailer=self.mailer,
            letters=self.letters,
            page=self.settings.page,
            now=self.now,
        )

    @cached_property
    def admission(self) -> Admission:
        """Invitations, for whoever has an address of the consortium's."""
        from zenferry.invitations.open_door import Admission  # noqa: PLC0415

        return Admission(inviting=self.inviting, daily=self.daily, profile=self.profile)

    @cached_property
    def daily(self) -> Daily:
        """What is counted by the day."""
        from zenferry.tally import Daily  # noqa: PLC0415

        return Daily(tallies=self.tallies, now=self.now)

    @cached_property
    def uploads(self) -> Uploads:
        """The way into staging."""
        from zenferry.uploads.upload import Uploads  # noqa: PLC0415

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
    def keeping(self) -> Keeping:
        """How long what is not sent is kept."""
        from zenferry.uploads.keeping import Keeping  # noqa: PLC0415

        return Keeping(self.profile.limits.retention_days)

    @cached_property
    def completing(self) -> Completing:
        """The end of the way into staging."""
        from zenferry.uploads.completing import Completing  # noqa: PLC0415

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
        from zenferry.forwarding.abreast import Threads  # noqa: PLC0415

        return Threads()

    @cached_property
    def patience(self) -> float:
        """How many seconds one answer waits for the store to put files together."""
        from zenferry.uploads.completing import PATIENCE  # noqa: PLC0415

        return PATIENCE

    @cached_property
    def attention(self) -> Attention:
        """What a person has to mend."""
        return Attention(self.submissions, self.now)

    @cached_property
    def forwarding(self) -> Forward:
        """The steps that need no bytes."""
        from zenferry.forwarding.companion import Companion  # noqa: PLC0415
        from zenferry.forwarding.forward import Forward  # noqa: PLC0415
        from zenferry.versions.claims import Changes  # noqa: PLC0415

        return Forward(
            submissions=self.submissions,
            repository=self.repository,
            companion=Companion(self.submissions, self.staging),
            form=self.form,
            profile=self.profile,
            now=self.now,
            ways=self.ways,
            changes=Changes(self.submissions, self.tallies, self.now),
            register=self.registering.note,
        )

    @cached_property
    def asking(self) -> Asking:
        """Who asks to do something with a published record."""
        from zenferry.versions.wishes import Asking  # noqa: PLC0415

        return Asking(wishes=self.wishes, tallies=self.tallies, profile=self.profile, now=self.now)

    @cached_property
    def formers(self) -> Formers:
        """Published records that deposits go on from."""
        from zenferry.versions.former import Formers  # noqa: PLC0415

        return Formers(
            submissions=self.submissions,
            repository=self.repository,
            form=self.form,
            profile=self.profile,
            now=self.now,
        )

    @cached_property
    def ways(self) -> Ways:
        """Which way each file goes."""
        from zenferry.forwarding.ways import Ways  # noqa: PLC0415

        return Ways(
            throughputs=self.throughputs,
            repository_key=self.profile.repository.key,
            time_limits=self.time_limits,
            now=self.now,
        )

    @cached_property
    def sending(self) -> Sending:
        """The step that moves bytes."""
        from zenferry.forwarding.send import Sending  # noqa: PLC0415

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
        from zenferry.forwarding.ending import Ending  # noqa: PLC0415

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
        from zenferry.forwarding.reviewed import Reviewed  # noqa: PLC0415

        return Reviewed(submissions=self.submissions, repository=self.repository, now=self.now)

    @cached_property
    def finder(self) -> Finder:
        """Who searches what was published."""
        from zenferry.records.finding import Finder  # noqa: PLC0415

        return Finder(self.record_files.index, self.now)

    @cached_property
    def registering(self) -> Registering:
        """Who puts what was published on the list."""
        from zenferry.records.ours import Registering  # noqa: PLC0415

        return Registering(self.registry, self.profile, self.now)

    def publishing(self, *, wait: Callable[[], None], enough: Callable[[], bool]) -> Publishing:
        """Who brings it before the public. `wait` between two searches, until it is `enough`."""
        from zenferry.record_pages import RecordPages  # noqa: PLC0415
        from zenferry.records.harvest import Harvest  # noqa: PLC0415
        from zenferry.records.places import communities_of, places  # noqa: PLC0415
        from zenferry.records.publishing import Publishing  # noqa: PLC0415

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

    @cached_property
    def tending(self) -> Tending:
        """What the schedule does."""
        from zenferry.forwarding.settle import Tending  # noqa: PLC0415

        return Tending(
            at=lambda found: self.at(found).tending,
            forward=self.forwarding,
            ending=self.ending,
            reviewed=self.reviewed,
            attention=self.attention,
            submissions=self.submissions,
            repository=self.repository,
            staging=self.staging,
            workflow=self.workflow,
            queue=self.queue,
            own_tokens=self.own_tokens,
            profile=self.profile,
            keeping=self.keeping,
            addresses=self.addresses,
            now=self.now,
        )

    @cached_property
    def addressing(self) -> Addressing:
        """What a depositor says about mails."""
        from zenferry.mails.address import Addressing  # noqa: PLC0415

        return Addressing(
            submissions=self.submissions,
            invitations=self.invitations,
            addresses=self.addresses,
            profile=self.profile,
            is_on=bool(self.settings.mail_sender),
            now=self.now,
        )

    @cached_property
    def telling(self) -> Telling:
        """Sends the messages that are owed."""
        from zenferry.mails.telling import Telling  # noqa: PLC0415

        return Telling(
            submissions=self.submissions,
            addresses=self.addresses,
            mailer=self.mailer,
            letters=self.letters,
            keeping=self.keeping,
            now=self.now,
        )
