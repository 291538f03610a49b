"""The only place where real things are chosen. Nothing is built when this is imported."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zenferry.abreast import Hands, Threads
from zenferry.access import Invitations
from zenferry.attention import Attention
from zenferry.companion import Companion
from zenferry.completing import PATIENCE, Completing
from zenferry.deposit import Deposits
from zenferry.errand import Callbacks, Launcher
from zenferry.form import Form
from zenferry.forward import Forward
from zenferry.keeping import Keeping
from zenferry.look_ups.directory import read_directory
from zenferry.look_ups.fetching import Elsewhere, Fetcher, PacedFetcher, allowances
from zenferry.look_ups.vocabularies import Vocabularies
from zenferry.mail import Mailer, ReturnLinks
from zenferry.pacing import USUAL_CALLS, Buckets, SharedPace
from zenferry.profile import Profile, RepositorySettings, read_profile
from zenferry.queue import USUAL_PLACES, Line, Queue
from zenferry.repository import Repository
from zenferry.route import Limits
from zenferry.send import Sending
from zenferry.settle import Ending, Tending
from zenferry.staging import Staging
from zenferry.submission import Submission, Submissions, Workflow
from zenferry.throughput import Throughputs
from zenferry.upload import Uploads
from zenferry.ways import Ways

if TYPE_CHECKING:
    from types import ModuleType

    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["Parts", "Settings"]


@dataclass(frozen=True)
class Settings:
    """What the environment of a function says. A function is given only what it needs."""

    table: str = ""
    bucket: str = ""
    machine: str = ""
    forward: str = ""
    page: str = ""
    mail_sender: str = ""
    secret: str = field(default="", repr=False)
    repository_url: str = ""
    community: str = ""
    calls: str = str(USUAL_CALLS)
    places: str = str(USUAL_PLACES)
    profile: str = "profile/profile.toml"
    ror_url: str = "https://api.ror.org/v2"
    ror_client_id: str = ""
    orcid_url: str = "https://pub.orcid.org/v3.0"
    datacite_url: str = "https://api.datacite.org"
    crossref_url: str = "https://api.crossref.org"
    send_seconds: str = "900"
    long_seconds: str = "0"
    long_cluster: str = ""
    long_task: str = ""
    long_subnets: str = ""
    long_group: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read it once."""
        given = {name: environment.get(key, "") for name, key in _KEYS.items()}
        return cls(**{name: value for name, value in given.items() if value})


_KEYS = {
    "table": "TABLE_NAME",
    "bucket": "BUCKET_NAME",
    "machine": "STATE_MACHINE_ARN",
    "forward": "FORWARD_FUNCTION",
    "page": "PAGE_URL",
    "mail_sender": "MAIL_SENDER",
    "secret": "REPOSITORY_SECRET_ARN",
    "repository_url": "REPOSITORY_URL",
    "community": "COMMUNITY",
    "calls": "CALLS_PER_MINUTE",
    "places": "FORWARD_PLACES",
    "profile": "PROFILE_PATH",
    "ror_url": "ROR_URL",
    "ror_client_id": "ROR_CLIENT_ID",
    "orcid_url": "ORCID_URL",
    "datacite_url": "DATACITE_URL",
    "crossref_url": "CROSSREF_URL",
    "send_seconds": "SEND_SECONDS",
    "long_seconds": "LONG_SECONDS",
    "long_cluster": "LONG_CLUSTER",
    "long_task": "LONG_TASK",
    "long_subnets": "LONG_SUBNETS",
    "long_group": "LONG_GROUP",
}


def _now() -> datetime:
    return datetime.now(UTC)


class Parts:
    """The parts of the service, each made on first use. Keyword overrides are taken as they are.

    `Parts(settings, repository=fake)` is the service with another repository.
    """

    def __init__(self, settings: Settings, **overrides: Any) -> None:
        made = {name for name, part in vars(Parts).items() if isinstance(part, cached_property)}
        for unknown in sorted(overrides.keys() - made):
            raise TypeError(f"There is no part called {unknown!r}.")
        self.settings = settings
        self._overrides = overrides
        self._places: dict[tuple[str, str], Parts] = {}
        # cached_property looks here first: an override is a part already made.
        self.__dict__.update(overrides)

    def at(self, found: Submission) -> "Parts":
        """The same service for the repository and the community that a deposit goes to."""
        profile = self.profile.at(*found.destination)
        if profile.repository == self.profile.repository:
            return self
        place = (profile.repository.key, profile.repository.community)
        if place not in self._places:
            self._places[place] = Parts(self.settings, **self._overrides | {"profile": profile})
        return self._places[place]

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
    def form(self) -> Form:
        """The form as the profile wants it."""
        return Form(self.profile, lambda: self.now().date())

    @cached_property
    def _aws(self) -> "ModuleType":
        # Imported late: an answer that needs no AWS does not pay for it.
        from zenferry.adapters import clients  # noqa: PLC0415

        return clients

    @cached_property
    def _table(self) -> "Table":
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
        from zenferry.adapters.dynamo_submissions import DynamoInvitations  # noqa: PLC0415

        return DynamoInvitations(self._table)

    @cached_property
    def throughputs(self) -> Throughputs:
        """What was measured on the way to repositories."""
        from zenferry.adapters.dynamo_throughputs import DynamoThroughputs  # noqa: PLC0415

        return DynamoThroughputs(self._table)

    @cached_property
    def limits(self) -> Limits:
        """How long a file may be on its way."""
        return Limits(int(self.settings.send_seconds), int(self.settings.long_seconds))

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
            subnets=[each.strip() for each in settings.long_subnets.split(",")],
            group=settings.long_group,
        )

    @cached_property
    def callbacks(self) -> Callbacks:
        """Who waits for a task of the long way."""
        from zenferry.adapters.task_callbacks import StepFunctionsCallbacks  # noqa: PLC0415

        return StepFunctionsCallbacks(self._aws.executions())

    @cached_property
    def line(self) -> Line:
        """The queues."""
        from zenferry.adapters.dynamo_line import DynamoLine  # noqa: PLC0415

        return DynamoLine(self._table)

    @cached_property
    def queue(self) -> Queue:
        """Whose turn it is."""
        places = int(self.settings.places)
        return Queue(self.submissions, self.line, self.workflow, places, self.now)

    @cached_property
    def repository(self) -> Repository:
        """The repository at hand."""
        return self.connect(self.profile.repository)

    @cached_property
    def connect(self) -> Callable[[RepositorySettings], Repository]:
        """How a repository is reached: with the consortium's token for it."""
        return self._connected

    def _connected(self, place: RepositorySettings) -> Repository:
        from zenferry.adapters.invenio import Invenio  # noqa: PLC0415
        from zenferry.adapters.invenio_http import Session, token_for  # noqa: PLC0415

        secrets = self._aws.secrets()

        def token() -> str:
            secret = secrets.get_secret_value(SecretId=self.settings.secret)
            only = len(self.profile.repositories) == 1
            return token_for(str(secret["SecretString"]), place.key, only=only)

        contact = self.profile.consortium.contact
        pace = SharedPace(self.buckets, place.key, time.time, int(self.settings.calls))
        return Invenio(Session(place.url, token(), contact=contact, renewed=token, pace=pace))

    @cached_property
    def buckets(self) -> Buckets:
        """The budgets of calls to repositories."""
        from zenferry.adapters.dynamo_buckets import DynamoBuckets  # noqa: PLC0415

        return DynamoBuckets(self._table)

    @cached_property
    def fetcher(self) -> Fetcher:
        """What others publish, asked without anything of ours."""
        from zenferry.adapters.fetcher import HttpFetcher  # noqa: PLC0415

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
    def vocabularies(self) -> Vocabularies:
        """The look-ups."""
        from zenferry.adapters.look_ups import sources  # noqa: PLC0415

        directory = read_directory(self.profile)
        return Vocabularies(sources(self.fetcher, directory, self.profile.repository.name))

    @cached_property
    def deposits(self) -> Deposits:
        """What a depositor does."""
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
    def mailer(self) -> Mailer:
        """Who carries mails."""
        from zenferry.adapters.ses_mailer import SesMailer  # noqa: PLC0415

        return SesMailer(self._aws.mails(), self.settings.mail_sender)

    @cached_property
    def return_links(self) -> ReturnLinks:
        """The way back to a deposit, by e-mail."""
        return ReturnLinks(self.submissions, self.mailer, self.profile, self.settings.page)

    @cached_property
    def uploads(self) -> Uploads:
        """The way into staging."""
        return Uploads(
            self.submissions,
            self.staging,
            self.completing,
            self.hands,
            self.profile,
            self.keeping,
            self.now,
        )

    @cached_property
    def keeping(self) -> Keeping:
        """How long what is not sent is kept."""
        return Keeping(self.profile.limits.retention_days)

    @cached_property
    def completing(self) -> Completing:
        """The end of the way into staging."""
        return Completing(self.submissions, self.staging, self.now, self.hands, self.patience)

    @cached_property
    def hands(self) -> Hands:
        """Who makes calls side by side."""
        return Threads()

    @cached_property
    def patience(self) -> float:
        """How many seconds one answer waits for the store to put files together."""
        return PATIENCE

    @cached_property
    def attention(self) -> Attention:
        """What a person has to mend."""
        return Attention(self.submissions, self.now)

    @cached_property
    def forwarding(self) -> Forward:
        """The steps that need no bytes."""
        return Forward(
            self.submissions,
            self.repository,
            Companion(self.submissions, self.staging),
            self.form,
            self.profile,
            self.now,
            Ways(self.throughputs, self.profile.repository.key, self.limits, self.now),
        )

    @cached_property
    def sending(self) -> Sending:
        """The step that moves bytes."""
        return Sending(
            self.attention,
            self.submissions,
            self.repository,
            self.staging,
            self.now,
            self.throughputs,
            self.profile.repository.key,
            self.limits,
        )

    @cached_property
    def ending(self) -> Ending:
        """Withdrawal and giving up."""
        return Ending(self.forwarding, self.attention, self.submissions, self.repository, self.now)

    @cached_property
    def tending(self) -> Tending:
        """What the schedule does."""
        return Tending(
            lambda found: self.at(found).tending,
            self.forwarding,
            self.ending,
            self.attention,
            self.submissions,
            self.repository,
            self.staging,
            self.workflow,
            self.queue,
            self.profile,
            self.keeping,
            self.now,
        )
