"""The service put together over things that remember, on a clock of one's own: once, for all tests.

What stands outside is a fake; everything between is what runs in the cloud, the definition of the
state machine too.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache, cached_property
from math import inf
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from tests.api_client import SECRET, Client
from tests.bearing import Bearing
from tests.boundary import Boundary
from tests.clock import Clock
from tests.fake_claims import FakeClaims
from tests.fake_desk import FakePasses, FakeShelf, PromptOrders
from tests.fake_invitations import FakeInvitations, FakeTallies
from tests.fake_queue import FakeQueueRows
from tests.fake_registry import FakeRegistry
from tests.fake_repository import FakeRepository
from tests.fake_seal import FakeSeal, FakeSeals
from tests.fake_sign_ins import FakeAuthority, FakeSignIns, FakeUsers
from tests.fake_tasks import FakeTasks
from tests.fake_wishes import FakeWishes
from tests.fakes import (
    FakeAddresses,
    FakeMailer,
    FakeStaging,
    FakeSubmissions,
    FakeThroughputs,
    FakeWorkflow,
)
from tests.machine import Callbacks, ExecutionFailed, Function, Machine, definition
from zenferry.access import Invitation, hashed
from zenferry.api import create_app
from zenferry.api.curation.app import create_desk_app
from zenferry.forwarding.route import TimeLimits
from zenferry.long import carry
from zenferry.profile import Profile, read_profile
from zenferry.profile.settings import OwnAccount
from zenferry.repository import Repository
from zenferry.submission import Submission
from zenferry.wiring import Parts, Settings
from zenferry.wiring.desk_parts import DeskParts
from zenferry.wiring.steps import launched, sent, step

__all__ = ["EXAMPLE", "SHORT_WAY_ONLY", "House", "house"]

EXAMPLE = Path(__file__).parent.parent / "infra" / "example" / "profile.toml"


SHORT_WAY_ONLY = TimeLimits()
PAGE = "https://deposit.example/"


@cache
def _example() -> Profile:
    return read_profile(EXAMPLE)


class House:
    """The service and everything around it; `boundary` stands between the two."""

    def __init__(
        self,
        *,
        boundary: Boundary | None = None,
        repository: Repository | None = None,
        time_limits: TimeLimits = SHORT_WAY_ONLY,
    ) -> None:
        self.clock = Clock()
        self.callbacks = Callbacks(self.clock)
        self.tasks = FakeTasks(lambda errand: carry(self.acting("LongRole"), errand))
        self.time_limits = time_limits
        self.throughputs = FakeThroughputs()
        # What a function is told that it has left, in seconds.
        self.time_left = inf
        self.boundary = boundary or Boundary()
        self.invitations = FakeInvitations()
        self.submissions = FakeSubmissions(self.invitations)
        self.registry = FakeRegistry(self.submissions.log)
        self.queue_rows = FakeQueueRows(self.submissions)
        self.staging = FakeStaging()
        self.fake = FakeRepository(self.clock.now)
        self.repository = repository or self.fake
        self.seal = FakeSeal()
        self.seals = FakeSeals()
        self.sign_ins, self.account_users = FakeSignIns(), FakeUsers()
        self.authority = FakeAuthority(self.fake.tokens)
        self.mailer = FakeMailer("nobody@example.org")
        self.addresses = FakeAddresses()
        self.tallies, self.claims = FakeTallies(), FakeClaims()
        self.wishes = FakeWishes(self.invitations, self.submissions.log)
        self.workflow = FakeWorkflow(self._asked)
        self.passes = FakePasses(self.submissions.log)
        self._ran: set[str] = set()

    @cached_property
    def profile(self) -> Profile:
        """The example's, with accounts of people's own."""
        own = OwnAccount(token=True, sign_in=True)
        return replace(_example().everywhere(client_id="the-page"), own_account=own)

    @property
    def settings(self) -> Settings:
        """What the environment would say."""
        sender = "deposit@tidal-flats.example"
        return Settings(mail_sender=sender, page=PAGE, seal_key="a-key")

    @cached_property
    def parts(self) -> Parts:
        """The service."""
        return self._parts(self.boundary)

    def acting(self, role: str) -> Parts:  # noqa: ARG002 - here they are all alike
        """The service, as the function has it that acts in this role of the template."""
        return self.parts

    @cached_property
    def quiet(self) -> Parts:
        """The same service, for somebody else, whom no boundary disturbs."""
        return self._parts(Boundary())

    def disturb(self, boundary: Boundary) -> None:
        """From now on, this boundary."""
        self.boundary = boundary
        self.__dict__.pop("parts", None)

    @cached_property
    def desk_parts(self) -> DeskParts:
        """The same service with the curators' desk."""
        return self.desk_within(Boundary())

    def desk_within(self, boundary: Boundary) -> DeskParts:
        """The same again, with a boundary of its own around it."""

        def sent(curator: str) -> None:
            made.doorbell.mail_link(curator)

        made = DeskParts(
            self.settings,
            passes=self.passes,
            log=self.submissions.log,
            shelf=FakeShelf(self.submissions),
            asked=PromptOrders(sent),
            **self.made(boundary),
        )
        return made

    def _parts(self, boundary: Boundary) -> Parts:
        return Parts(self.settings, **self.made(boundary))

    def made(self, boundary: Boundary) -> dict[str, Any]:
        """What stands outside, by the names of the parts."""
        return dict(
            profile=self.profile,
            now=self.clock.now,
            sleep=self.clock.sleep,
            submissions=boundary.around(self.submissions),
            queue_rows=boundary.around(self.queue_rows),
            invitations=self.invitations,
            seal=boundary.around(self.seal),
            seals=boundary.around(self.seals),
            sign_in_rows=boundary.around(self.sign_ins),
            account_users=boundary.around(self.account_users),
            authority=lambda _: boundary.around(self.authority),
            staging=boundary.around(self.staging),
            workflow=boundary.around(self.workflow),
            mailer=boundary.around(self.mailer),
            addresses=boundary.around(self.addresses),
            tallies=self.tallies,
            wishes=self.wishes,
            claims=boundary.around(self.claims),
            throughputs=boundary.around(self.throughputs),
            registry=boundary.around(self.registry),
            time_limits=self.time_limits,
            callbacks=boundary.around(self.callbacks),
            launcher=boundary.around(self.tasks),
            **self.reached(boundary),
        )

    def reached(self, boundary: Boundary, /) -> dict[str, Any]:
        """The parts by which the repository, or one of several, is reached."""

        def own(_: object, token: Callable[[], str]) -> Repository:
            reached: Repository = boundary.around(Bearing(self.fake, token))
            return reached

        return {
            "repository": boundary.around(self.repository),
            "connect_own": own,
            "connect_door": own,
        }

    def _asked(self, event: dict[str, str]) -> dict[str, object]:
        """A step that is taken at once, for the API."""
        return step(self.acting("ForwardRole"), event)

    @property
    def functions(self) -> dict[str, Function]:
        """What the state machine calls."""

        def send(event: dict[str, Any]) -> dict[str, Any]:
            return sent(self.acting("SendRole"), event, time_left=lambda: self.time_left)

        def launch(event: dict[str, Any]) -> dict[str, Any]:
            return launched(self.acting("LaunchRole"), event)

        def forward(event: dict[str, Any]) -> dict[str, Any]:
            return step(self.acting("ForwardRole"), event)

        return {"forward": forward, "send": send, "launch": launch}

    @property
    def _machine(self) -> Machine:
        return Machine(definition(), self.functions, self.clock, callbacks=self.callbacks)

    def run(self) -> None:
        """Run every execution that was started and has not run, as the state machine would."""
        while waiting := self.workflow.started.keys() - self._ran:
            name = min(waiting)
            self._ran.add(name)
            submission, attempt, job = self.workflow.started[name]
            order = {"submission": submission, "attempt": attempt, "job": job}
            try:
                self._machine.run(order)
            except ExecutionFailed:
                # The rule on dead executions.
                self.acting("RescueRole").attention.give_up(submission, attempt)

    def died(self, execution: str) -> None:
        """An execution that ended without a word."""
        self._ran.add(execution)

    @cached_property
    def http(self) -> FlaskClient:
        """The API."""
        return create_app(self.acting("ApiRole")).test_client()

    @cached_property
    def desk(self) -> FlaskClient:
        """The desk's API."""
        return create_desk_app(self.desk_parts).test_client()

    def kept_submissions(self) -> list[Submission]:
        """Every one, with how far its files are."""
        return [self.submissions.get(each.id) for each in self.submissions.all()]

    def kept(self) -> object:
        """Everything that is kept anywhere, to be compared."""
        kept = (
            self.kept_submissions(),
            self.invitations.rows,
            self.staging.objects,
            {name: (upload.key, upload.parts) for name, upload in self.staging.uploads.items()},
            self.workflow.started,
            self.fake.records,
        )
        return copy.deepcopy(kept)

    def invite(self, secret: str = SECRET, **caps: Any) -> None:
        """One more invitation, generous where nothing else is said."""
        generous = Invitation(
            hash=hashed(secret),
            note="",
            expires=self.clock.now() + timedelta(days=30),
            deposits=100,
            files=1000,
            bytes=10**12,
        )
        self.invitations.add(replace(generous, **caps))

    def client(self) -> Client:
        """A depositor before anything was opened."""
        return Client(self.http)

    def opened(self, secret: str = SECRET) -> Client:
        """A depositor with an open deposit."""
        client = self.client()
        assert client.open(secret).status_code == 201
        return client


def house() -> House:
    """A house with one invitation."""
    made = House()
    made.invite()
    return made
