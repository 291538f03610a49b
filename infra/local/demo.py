"""Everything on one machine: cloud, functions, repository and page, from nothing to an address.

Each part is a context of its own, so that whatever happens, all that was started ends.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from infra.local import (
    cloud,
    function_logs,
    mail_page,
    mails,
    package,
    records,
    stack,
    target,
    tasks,
)
from infra.local.cloud import Cloud
from infra.local.invitation import make_invitation
from infra.local.package import ROOT
from infra.local.site_server import Api, SiteServer
from infra.local.stack import Clients, Packages, Stack
from infra.local.target import Target
from infra.local.tasks import Tasks
from zenferry.accounts.sign_in import answered_at
from zenferry.profile import read_profile
from zenferry.site import render
from zenferry.site_headers import headers

EXAMPLE = ROOT / "infra" / "example" / "profile.toml"
# Nobody waits for a demonstration.
_HASTE = {"TendMinutes": "1", "RetrySeconds": "2", "RecordsMinutes": "1"}
# A key costs nothing here.
_OWN_TOKENS = {"OwnTokens": "on"}
# There is no network to choose from; the tasks run on this machine.
_LONG = {"LongFiles": "fargate", "LongVpc": "vpc-here", "LongSubnets": "subnet-here"}


def _render(profile: Path, directory: Path, staging_origin: str) -> None:
    render(profile, directory, staging_origin=staging_origin)


@dataclass(frozen=True)
class Plan:
    """What to start. A test leaves out what it does not need, or puts its own in its place.

    `wait_scale` shortens the waits of the state machine; `parameters` are the template's.
    """

    logs: Path
    port: int = 0
    profile: Path = EXAMPLE
    repository: Target | None = None
    source: Path = package.SOURCE
    render: Callable[[Path, Path, str], None] = _render
    parameters: Mapping[str, str] = field(default_factory=dict)
    wait_scale: float = 1.0
    tell: Callable[[str], None] = lambda _: None


@dataclass(frozen=True)
class Demo:
    """What runs, and what can be done to it."""

    page: str
    repository: Target
    mail: str
    logs: Path
    cloud: Cloud
    stack: Stack
    clients: Clients
    profile: Path
    tasks: Tasks

    @property
    def settings(self) -> dict[str, str]:
        """The environment of a command that shall work on this deployment."""
        return self.cloud.environment() | {
            "TABLE_NAME": self.stack.table,
            "BUCKET_NAME": self.stack.bucket,
            "STATE_MACHINE_ARN": self.stack.state_machine,
            "PAGE_URL": self.page,
            "PROFILE_PATH": str(self.profile),
        }

    def invitation(self, *options: str) -> str:
        """The address of one for all; with options, as `zenferry invite` takes them, a new one."""
        return make_invitation(self.settings, options) if options else self._generous

    @cached_property
    def _generous(self) -> str:
        return make_invitation(self.settings)

    def call(self, function: str, event: Mapping[str, object]) -> Any:
        """One call of a function by its short name, waited for: {"errorMessage"} if it failed."""
        answer = self.clients.functions.invoke(
            FunctionName=self.stack.functions[function], Payload=json.dumps(event).encode()
        )
        return json.loads(answer["Payload"].read())

    def tend(self) -> Any:
        """What the schedule does each minute, now."""
        return self.call("tend", {})

    def send_mails(self) -> Any:
        """The same for what is owed by mail."""
        return self.call("mail", {})

    def kill_worker(self, function: str) -> int:
        """Ends what runs a function, as a power cut would; answers how many processes died."""
        return self.cloud.kill_workers(self.stack.functions[function])


@contextmanager
def running(plan: Plan) -> Iterator[Demo]:
    """All of it, ready to be used; gone afterwards but for the logs."""
    with ExitStack() as parts:
        # First of all: a port that is taken may be another demo's, and its logs with it.
        page = parts.enter_context(SiteServer(plan.port))
        shutil.rmtree(plan.logs, ignore_errors=True)
        plan.logs.mkdir(parents=True)
        plan.tell("Starting the embedded cloud (the first time, it is installed)")
        long = parts.enter_context(tasks.running(plan.logs / "tasks.log"))
        here = parts.enter_context(
            cloud.started(
                log=plan.logs / "cloud.log", wait_scale=plan.wait_scale, more=long.environment
            )
        )
        long.in_cloud(here)
        repository = plan.repository or _repository(plan, here, parts, page.origin)
        clients = Clients(here)
        deployed = _deployed(plan, clients, page.origin, repository)
        _serve(plan, parts, page, clients, deployed)
        parts.enter_context(mails.kept(here.endpoint, plan.logs / "mails"))
        mail = parts.enter_context(mail_page.shown(plan.logs / "mails"))
        file = plan.logs / "functions.log"
        parts.enter_context(function_logs.copied(clients.make("logs"), deployed.functions, file))
        address = f"{page.origin}/"
        yield Demo(
            address, repository, mail, plan.logs, here, deployed, clients, plan.profile, long
        )


def _repository(plan: Plan, here: Cloud, parts: ExitStack, origin: str) -> Target:
    plan.tell("Starting the repository stand-in")
    directory, log = here.scratch / "repository", plan.logs / "repository.log"
    known = (each.client_id for each in read_profile(plan.profile).repositories)
    clients = {client: answered_at(f"{origin}/") for client in known if client}
    return parts.enter_context(target.standing_in(directory, log, clients))


def _deployed(plan: Plan, clients: Clients, origin: str, repository: Target) -> Stack:
    plan.tell("Packaging the functions")
    packages = Packages(
        package.build(plan.profile, source=plan.source),
        package.build(plan.profile, package.READ, source=plan.source),
    )
    plan.tell("Deploying the template")
    # All of the profile's repositories are this one here, the one to practise with as well.
    places = read_profile(plan.profile).repositories
    keys = [each.key for each in places]
    parameters = {
        "PageOrigin": origin,
        "RepositoryUrl": " ".join(f"{key}={repository.place}" for key in keys),
        "Community": repository.community,
        "MailSender": mails.SENDER,
        **repository.parameters,
        **_HASTE,
        **_OWN_TOKENS,
        **_LONG,
        **plan.parameters,
    }
    deployed = stack.deploy(clients, packages, parameters)
    known = {f"{each.key}.client": repository.clients.get(each.client_id, "") for each in places}
    stack.seed_secret(clients, deployed, dict.fromkeys(keys, repository.token) | known)
    mails.verify(clients)
    return deployed


def _serve(
    plan: Plan, parts: ExitStack, page: SiteServer, clients: Clients, deployed: Stack
) -> None:
    plan.tell("Rendering the page")
    here = clients.cloud
    site = here.scratch / "site"
    plan.render(plan.profile, site, here.endpoint)
    log = parts.enter_context((plan.logs / "page.log").open("w"))
    api = Api(here.port, deployed.api_id)
    sent = partial(headers, staging_origin=here.endpoint)
    page.records = partial(records.read, clients, deployed)
    parts.enter_context(page.serving(site, api, sent, log=log))
    records.begin(clients, deployed, site)
