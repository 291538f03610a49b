"""Where things are kept: the table, by its ports, and the buckets. The others are made upon these.

Everything is imported late: an answer that needs no AWS does not pay for it, and no function for
what only others do.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zenferry.profile import Profile, read_profile
from zenferry.wiring.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from mypy_boto3_dynamodb.service_resource import Table

    from zenferry.access import Invitations
    from zenferry.accounts.seal import SealedSecrets
    from zenferry.accounts.shared_tokens import Users
    from zenferry.accounts.sign_in import SignInRows
    from zenferry.adapters.s3_pages import S3Pages
    from zenferry.forwarding.pacing import Buckets
    from zenferry.forwarding.queue import QueueRows
    from zenferry.forwarding.throughput import Throughputs
    from zenferry.mails.address import Addresses
    from zenferry.records.registry import Registry
    from zenferry.submissions import Submissions
    from zenferry.tally import Tallies
    from zenferry.uploads.staging import Staging
    from zenferry.versions.claims import Claims
    from zenferry.versions.wishes import Wishes

__all__ = ["Storage"]


def _now() -> datetime:
    return datetime.now(UTC)


class Storage:
    """What is kept, as the settings name it."""

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
    def sleep(self) -> Callable[[float], None]:
        """How time passes."""
        return time.sleep

    @cached_property
    def _aws(self) -> ModuleType:
        from zenferry.adapters import clients

        return clients

    @cached_property
    def _table(self) -> Table:
        table: Table = self._aws.table(self.settings.table)
        return table

    @cached_property
    def submissions(self) -> Submissions:
        """The table of submissions."""
        from zenferry.adapters.dynamo_submissions import DynamoSubmissions

        return DynamoSubmissions(self._table)

    @cached_property
    def invitations(self) -> Invitations:
        """The table of invitations."""
        from zenferry.adapters.dynamo_invitations import DynamoInvitations

        return DynamoInvitations(self._table)

    @cached_property
    def wishes(self) -> Wishes:
        """What people ask to do with published records."""
        from zenferry.adapters.dynamo_wishes import DynamoWishes

        return DynamoWishes(self._table)

    @cached_property
    def tallies(self) -> Tallies:
        """How often something was done of late."""
        from zenferry.adapters.dynamo_tallies import DynamoTallies

        return DynamoTallies(self._table)

    @cached_property
    def claims(self) -> Claims:
        """Which deposits change published records."""
        from zenferry.adapters.dynamo_claims import DynamoClaims

        return DynamoClaims(self._table)

    @cached_property
    def throughputs(self) -> Throughputs:
        """What was measured on the way to repositories."""
        from zenferry.adapters.dynamo_throughputs import DynamoThroughputs

        return DynamoThroughputs(self._table)

    @cached_property
    def queue_rows(self) -> QueueRows:
        """The queues."""
        from zenferry.adapters.dynamo_queue import DynamoQueueRows

        return DynamoQueueRows(self._table)

    @cached_property
    def buckets(self) -> Buckets:
        """The budgets of calls to repositories."""
        from zenferry.adapters.dynamo_buckets import DynamoBuckets

        return DynamoBuckets(self._table)

    @cached_property
    def seals(self) -> SealedSecrets:
        """Where these are kept, sealed."""
        from zenferry.adapters.dynamo_seals import DynamoSeals

        return DynamoSeals(self._table)

    @cached_property
    def sign_in_rows(self) -> SignInRows:
        """Sign-ins under way."""
        from zenferry.adapters.dynamo_sign_ins import DynamoSignIns

        return DynamoSignIns(self._table)

    @cached_property
    def account_users(self) -> Users:
        """Which deposits use the tokens of who signed in."""
        from zenferry.adapters.dynamo_sign_ins import DynamoUsers

        return DynamoUsers(self._table)

    @cached_property
    def registry(self) -> Registry:
        """What was published."""
        from zenferry.adapters.dynamo_registry import DynamoRegistry

        return DynamoRegistry(self._table)

    @cached_property
    def addresses(self) -> Addresses:
        """Where depositors are told how it goes."""
        from zenferry.adapters.dynamo_addresses import DynamoAddresses

        return DynamoAddresses(self._table)

    @cached_property
    def staging(self) -> Staging:
        """The staging bucket."""
        from zenferry.adapters.s3_staging import S3Staging

        return S3Staging(self._aws.s3(), self.settings.bucket, ending=self._aws.s3_ending)

    @cached_property
    def record_files(self) -> S3Pages:
        """The bucket with the pages of what was published."""
        from zenferry.adapters.s3_pages import S3Pages

        return S3Pages(self._aws.s3(), self.settings.records_bucket)
