"""What stands around the service, each made on first use: table, bucket, workflow, repository.

Everything is imported late: an answer that needs no AWS does not pay for it, and no function for
what only others do.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zenferry.profile import Profile, RepositorySettings, read_profile
from zenferry.wiring.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from mypy_boto3_dynamodb.service_resource import Table

    from zenferry.access import Invitations
    from zenferry.accounts.seal import Seal, SealedSecrets
    from zenferry.accounts.shared_tokens import Authority, Users
    from zenferry.accounts.sign_in import SignInRows
    from zenferry.accounts.tokens import Own
    from zenferry.adapters.s3_pages import S3Pages
    from zenferry.forwarding.errand import Callbacks, Launcher
    from zenferry.forwarding.pacing import Buckets, Pace
    from zenferry.forwarding.queue import QueueRows
    from zenferry.forwarding.throughput import Throughputs
    from zenferry.look_ups.fetching import Fetcher
    from zenferry.mails.address import Addresses
    from zenferry.mails.letters import Mailer, Rendering
    from zenferry.records.harvest import Search
    from zenferry.records.registry import Registry
    from zenferry.repository import Repository
    from zenferry.submissions import Submissions, Workflow
    from zenferry.tally import Tallies
    from zenferry.uploads.staging import Staging
    from zenferry.versions.wishes import Wishes

__all__ = ["Outside"]


def _now() -> datetime:
    return datetime.now(UTC)


class Outside:
    """The real things, as the settings name them. `wiring.Parts` is made of them."""

    settings: Settings

    @cached_property
    def profile(self) -> Profile:
        """The consortium's profile, with the deployment's repository and community."""
        profile = read_profile(Path(self.settings.profile)).found_at(self.settings.repository_url)
        asked = self.settings.community
        return profile.everywhere(community=asked) if asked else profile

    @cached_property
    def now(self) -> Any:
        """The clock."""
        return _now

    @cached_property
    def _aws(self) -> ModuleType:
        from zenferry.adapters import clients  # noqa: PLC0415

        return clients

    @cached_property
    def _table(self) -> Table:
        table: Table = self._aws.table(self.settings.table)
        return table

    @cached_property
    def submissions(self) -> Submissions:
        """The table of submissions."""
        from zenferry.adapters.dynamo_submissions import DynamoSubmissions  # noqa: PLC0415

        return DynamoSubmissions(self._table)

    @cached_property
    def invitations(self) -> Invitations:
        """The table of invitations."""
        from zenferry.adapters.dynamo_invitations import DynamoInvitations  # noqa: PLC0415

        return DynamoInvitations(self._table)

    @cached_property
    def wishes(self) -> Wishes:
        """What people ask to do with published records."""
        from zenferry.adapters.dynamo_wishes import DynamoWishes  # noqa: PLC0415

        return DynamoWishes(self._table)

    @cached_property
    def tallies(self) -> Tallies:
        """How often something was done of late."""
        from zenferry.adapters.dynamo_tallies import DynamoTallies  # noqa: PLC0415

        return DynamoTallies(self._table)

    @cached_property
    def throughputs(self) -> Throughputs:
        """What was measured on the way to repositories."""
        from zenferry.adapters.dynamo_throughputs import DynamoThroughputs  # noqa: PLC0415

        return DynamoThroughputs(self._table)

    @cached_property
    def queue_rows(self) -> QueueRows:
        """The queues."""
        from zenferry.adapters.dynamo_queue import DynamoQueueRows  # noqa: PLC0415

        return DynamoQueueRows(self._table)

    @cached_property
    def buckets(self) -> Buckets:
        """The budgets of calls to repositories."""
        from zenferry.adapters.dynamo_buckets import DynamoBuckets  # noqa: PLC0415

        return DynamoBuckets(self._table)

    @cached_property
    def staging(self) -> Staging:
        """The staging bucket."""
        from zenferry.adapters.s3_staging import S3Staging  # noqa: PLC0415

        return S3Staging(self._aws.s3(), self.settings.bucket, ending=self._aws.s3_ending)

    @cached_property
    def workflow(self) -> Workflow:
        """The state machine."""
        from zenferry.adapters.stepfunctions import StepFunctionsWorkflow  # noqa: PLC0415

        return StepFunctionsWorkflow(
            self._aws.executions(),
            self._aws.functions(),
            machine=self.settings.machine,
            forward=self.settings.forward,
        )

    @cached_property
    def launcher(self) -> Launcher:
        """Who starts the tasks of the long way."""
        from zenferry.adapters.ecs_tasks import EcsTasks  # noqa: PLC0415

        settings = self.settings
        return EcsTasks(
            self._aws.tasks(),
            cluster=settings.long_cluster,
            definition=settings.long_task,
            subnets=settings.long_subnets,
            group=settings.long_group,
        )

    @cached_property
    def callbacks(self) -> Callbacks:
        """Who waits for a task of the long way."""
        from zenferry.adapters.task_callbacks import StepFunctionsCallbacks  # noqa: PLC0415

        return StepFunctionsCallbacks(self._aws.executions())

    @cached_property
    def seal(self) -> Seal:
        """What seals depositors' own tokens."""
        from zenferry.adapters.kms_seal import KmsSeal  # noqa: PLC0415

        return KmsSeal(self._aws.keys(), self.settings.seal_key)

    @cached_property
    def seals(self) -> SealedSecrets:
        """Where these are kept, sealed."""
        from zenferry.adapters.dynamo_seals import DynamoSeals  # noqa: PLC0415

        return DynamoSeals(self._table)

    @cached_property
    def sign_in_rows(self) -> SignInRows:
        """Sign-ins under way."""
        from zenferry.adapters.dynamo_sign_ins import DynamoSignIns  # noqa: PLC0415

        return DynamoSignIns(self._table)

    @cached_property
    def account_users(self) -> Users:
        """Which deposits use the tokens of who signed in."""
        from zenferry.adapters.dynamo_sign_ins import DynamoUsers  # noqa: PLC0415

        return DynamoUsers(self._table)

    @cached_property
    def authority(self) -> Callable[[RepositorySettings], Authority]:
        """How a repository's authorisation server is reached: it knows this page by a secret."""
        return self._authority

    def _authority(self, place: RepositorySettings) -> Authority:
        from zenferry.adapters.invenio_http import token_for  # noqa: PLC0415
        from zenferry.adapters.invenio_oauth import InvenioOAuth  # noqa: PLC0415

        contact = self.profile.consortium.contact
        found = self._aws.secrets().get_secret_value(SecretId=self.settings.secret)
        secret = token_for(str(found["SecretString"]), f"{place.key}.client", only=False)
        return InvenioOAuth(place.url, place.client_id, secret, contact=contact)

    @cached_property
    def repository(self) -> Repository:
        """The repository at hand."""
        return self.connect(self.profile.repository)

    @cached_property
    def connect_own(self) -> Own:
        """How a repository is reached with a depositor's own token."""
        return lambda place, token: self._reached(place, token, self._pace(place), own=True)

    @cached_property
    def connect_door(self) -> Own:
        """The same for a token that nobody knows yet: at a pace that leaves all others theirs."""
        return self._asked_at_the_door

    def _asked_at_the_door(self, place: RepositorySettings, token: Callable[[], str]) -> Repository:
        from zenferry.adapters.invenio import Invenio  # noqa: PLC0415
        from zenferry.adapters.invenio_http import Session  # noqa: PLC0415

        contact, pace = self.profile.consortium.contact, self._door_pace(place)
        # Refused, it is not read anew: nobody can have changed it, and each call takes its turn.
        return Invenio(Session(place.url, token(), contact=contact, own=True, pace=pace))

    @cached_property
    def connect(self) -> Callable[[RepositorySettings], Repository]:
        """How a repository is reached: with the consortium's token for it."""
        return self._connected

    def _connected(self, place: RepositorySettings) -> Repository:
        from zenferry.adapters.invenio_http import token_for  # noqa: PLC0415

        secrets = self._aws.secrets()

        def token() -> str:
            secret = secrets.get_secret_value(SecretId=self.settings.secret)
            only = len(self.profile.repositories) == 1
            return token_for(str(secret["SecretString"]), place.key, only=only)

        return self._reached(place, token, self._pace(place), first=token())

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
        from zenferry.adapters.invenio import Invenio  # noqa: PLC0415
        from zenferry.adapters.invenio_http import Session  # noqa: PLC0415

        contact = self.profile.consortium.contact
        return Invenio(
            Session(place.url, first, contact=contact, own=own, renewed=token, pace=pace)
        )

    def _pace(self, place: RepositorySettings) -> Pace:
        from zenferry.forwarding.pacing import SharedPace  # noqa: PLC0415

        return SharedPace(self.buckets, place.key, time.time, self.settings.calls)

    def _door_pace(self, place: RepositorySettings) -> Pace:
        from zenferry.forwarding.pacing import (  # noqa: PLC0415
            AT_THE_DOOR,
            DOOR_CALLS,
            FixedPace,
            SharedPace,
        )

        name, calls = f"{place.key}/door", max(DOOR_CALLS, self.settings.calls // 3)
        return FixedPace(SharedPace(self.buckets, name, time.time, calls, longest=AT_THE_DOOR))

    @cached_property
    def fetcher(self) -> Fetcher:
        """What others publish, asked without anything of ours."""
        from zenferry.adapters.fetcher import HttpFetcher  # noqa: PLC0415
        from zenferry.look_ups.fetching import Elsewhere, PacedFetcher, allowances  # noqa: PLC0415

        settings = self.settings
        addresses = {
            Elsewhere.REPOSITORY: self.profile.repository.url,
            Elsewhere.ROR: settings.ror_url,
            Elsewhere.ORCID: settings.orcid_url,
            Elsewhere.DATACITE: settings.datacite_url,
            Elsewhere.CROSSREF: settings.crossref_url,
        }
        known = settings.ror_client_id
        fetcher = HttpFetcher(
            addresses,
            contact=self.profile.consortium.contact,
            headers={Elsewhere.ROR: {"Client-Id": known}} if known else {},
        )
        return PacedFetcher(fetcher, allowances(ror_knows_us=bool(known)))

    @cached_property
    def registry(self) -> Registry:
        """What was published."""
        from zenferry.adapters.dynamo_registry import DynamoRegistry  # noqa: PLC0415

        return DynamoRegistry(self._table)

    @cached_property
    def record_files(self) -> S3Pages:
        """The bucket with the pages of what was published."""
        from zenferry.adapters.s3_pages import S3Pages  # noqa: PLC0415

        return S3Pages(self._aws.s3(), self.settings.records_bucket)

    @cached_property
    def search(self) -> Callable[[RepositorySettings], Search]:
        """How what a repository has published is asked for: as anybody may."""
        from zenferry.adapters.community_search import searching  # noqa: PLC0415

        contact = self.profile.consortium.contact
        return lambda place: searching(place, contact)

    @cached_property
    def mailer(self) -> Mailer:
        """Who carries mails."""
        from zenferry.adapters.ses_mailer import SesMailer  # noqa: PLC0415

        return SesMailer(self._aws.mails(), self.settings.mail_sender)

    @cached_property
    def addresses(self) -> Addresses:
        """Where depositors are told how it goes."""
        from zenferry.adapters.dynamo_addresses import DynamoAddresses  # noqa: PLC0415

        return DynamoAddresses(self._table)

    @cached_property
    def rendering(self) -> Rendering:
        """How letters are drawn."""
        from zenferry.adapters.mail_templates import MailTemplates  # noqa: PLC0415

        return MailTemplates()
