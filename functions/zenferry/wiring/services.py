"""What is asked to do something: workflow, tasks, keys, mails, and what others publish."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from zenferry.wiring.storage import Storage

if TYPE_CHECKING:
    from zenferry.accounts.seal import Seal
    from zenferry.forwarding.errand import Callbacks, Launcher
    from zenferry.look_ups.fetching import Fetcher
    from zenferry.mails.letters import Mailer, Rendering
    from zenferry.submissions import Workflow

__all__ = ["Services"]


class Services(Storage):
    """The services around, as the settings name them."""

    @cached_property
    def workflow(self) -> Workflow:
        """The state machine."""
        from zenferry.adapters.stepfunctions import StepFunctionsWorkflow

        return StepFunctionsWorkflow(
            self._aws.executions(),
            self._aws.functions(),
            machine=self.settings.machine,
            forward=self.settings.forward,
        )

    @cached_property
    def launcher(self) -> Launcher:
        """Who starts the tasks of the long way."""
        from zenferry.adapters.ecs_tasks import EcsTasks

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
        from zenferry.adapters.task_callbacks import StepFunctionsCallbacks

        return StepFunctionsCallbacks(self._aws.executions())

    @cached_property
    def seal(self) -> Seal:
        """What seals depositors' own tokens."""
        from zenferry.adapters.kms_seal import KmsSeal

        return KmsSeal(self._aws.keys(), self.settings.seal_key)

    @cached_property
    def mailer(self) -> Mailer:
        """Who carries mails."""
        from zenferry.adapters.ses_mailer import SesMailer

        return SesMailer(self._aws.mails(), self.settings.mail_sender)

    @cached_property
    def rendering(self) -> Rendering:
        """How letters are drawn."""
        from zenferry.adapters.mail_templates import MailTemplates

        return MailTemplates()

    @cached_property
    def fetcher(self) -> Fetcher:
        """What others publish, asked without anything of ours."""
        from zenferry.adapters.fetcher import HttpFetcher
        from zenferry.look_ups.fetching import Elsewhere, PacedFetcher, allowances

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
