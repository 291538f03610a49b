"""Submissions in a DynamoDB table, each written together with what it spends, on a condition.

What the rows look like stands in rows.py.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from zenferry.access import Spend, refusal
from zenferry.adapters.dynamo_invitations import DynamoInvitations, spending
from zenferry.adapters.dynamo_log import log_put
from zenferry.adapters.rows import (
    Row,
    key_of,
    submission_of,
    submission_row,
    transfer_row,
)
from zenferry.adapters.table import CROSSED, FAILED, Reasons, Rows, next_version
from zenferry.curation.log import LogEntry
from zenferry.errors import Absent, Conflict, Refused, ZenferryError
from zenferry.moment import sortable
from zenferry.submission import Submission
from zenferry.transfer import Transfer

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoSubmissions"]


class DynamoSubmissions:
    """Rows of one table."""

    def __init__(self, table: "Table") -> None:
        self._table = Rows(table)
        self._invitations = DynamoInvitations(table)

    def add(self, submission: Submission, spend: Spend, entry: LogEntry | None = None) -> None:
        first = replace(submission, version=1)
        self._write(next_version(submission_row(first), 0), spend, "id_taken", entry)

    def get(self, submission: str) -> Submission:
        rows = self._table.all(
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": key_of("S", submission)["pk"]},
            ConsistentRead=True,
        )
        found = submission_of(rows)
        if found is None:
            raise Absent("unknown_submission")
        return found

    def replace(
        self, new: Submission, spend: Spend | None = None, entry: LogEntry | None = None
    ) -> Submission:
        kept = replace(new, version=new.version + 1)
        put = next_version(submission_row(kept), new.version)
        self._write(put, spend, "busy", entry)
        return kept

    def _write(
        self, put: Row, spend: Spend | None, taken: str, entry: LogEntry | None = None
    ) -> None:
        """One transaction with what it spends and its line in the log: all or nothing."""
        items = [{"Put": put}]
        if spend:
            items.append({"Update": spending(spend)})
        if entry:
            items.append({"Put": log_put(entry)})

        def meant(reasons: Reasons) -> ZenferryError | None:
            if FAILED in reasons[:1]:
                return Conflict(taken)
            if spend and FAILED in reasons[1:2]:
                return self._why_refused(spend)
            return Conflict("busy") if CROSSED in reasons else None

        self._table.write(items, meant)

    def _why_refused(self, spend: Spend) -> Refused | Conflict:
        try:
            row = self._invitations.get(spend.invitation)
        except Absent:
            return Refused("invitation")
        # Where there was no room a moment ago, there may be some by now: it is asked for again.
        return refusal(row, spend) or Conflict("busy")

    def put_transfer(self, submission: str, new: Transfer) -> Transfer:
        kept = replace(new, version=new.version + 1)
        put = next_version(transfer_row(submission, kept), new.version)
        try:
            self._table.put(**put)
        except Conflict:
            # A write whose answer was lost is repeated by the client, and meets itself.
            if self.get(submission).transfers.get(new.file) != kept:
                raise
        return kept

    def drop_transfer(self, submission: str, file: str) -> None:
        self._table.delete(Key=key_of("S", submission, f"T#{file}"))

    def due(self, before: datetime, most: int) -> Iterator[str]:
        return self._listed("due", "watch = :yes AND due <= :before", before, most)

    def owing(self, before: datetime, most: int) -> Iterator[str]:
        return self._listed("news", "owes = :yes AND owed <= :before", before, most)

    def _listed(self, index: str, asked: str, before: datetime, most: int) -> Iterator[str]:
        page = self._table.query(
            IndexName=index,
            KeyConditionExpression=asked,
            ExpressionAttributeValues={":yes": "1", ":before": sortable(before)},
            Limit=most,
        )
        return (str(row["pk"]).removeprefix("S#") for row in page["Items"])
