"""Submissions in a DynamoDB table, each written together with what it spends, on a condition.

What the rows look like stands in rows.py.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from zenferry.access import Spend, refusal
from zenferry.adapters.aws_errors import translated
from zenferry.adapters.dynamo_invitations import DynamoInvitations, spending
from zenferry.adapters.dynamo_log import log_put
from zenferry.adapters.rows import (
    Row,
    key_of,
    submission_of,
    submission_row,
    transfer_row,
)
from zenferry.adapters.table import next_version, unless_changed
from zenferry.curation.log import LogEntry
from zenferry.errors import Absent, Conflict, Refused
from zenferry.moment import sortable
from zenferry.submission import Submission
from zenferry.transfer import Transfer

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoSubmissions"]

_FAILED = "ConditionalCheckFailed"


class DynamoSubmissions:
    """Rows of one table."""

    def __init__(self, table: "Table") -> None:
        # The table's client, not the table: that is not for several threads at once.
        self._client, self._name = table.meta.client, table.name
        self._invitations = DynamoInvitations(table)

    def add(self, submission: Submission, spend: Spend, entry: LogEntry | None = None) -> None:
        first = replace(submission, version=1)
        self._write(next_version(submission_row(first), 0), spend, "id_taken", entry)

    def get(self, submission: str) -> Submission:
        found = submission_of(self._rows(submission))
        if found is None:
            raise Absent("unknown_submission")
        return found

    def _rows(self, submission: str) -> Iterator[Row]:
        query: dict[str, Any] = {
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": key_of("S", submission)["pk"]},
            "ConsistentRead": True,
        }
        with translated():
            while True:
                page = self._client.query(TableName=self._name, **query)
                yield from page["Items"]
                if "LastEvaluatedKey" not in page:
                    return
                query["ExclusiveStartKey"] = page["LastEvaluatedKey"]

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
        name = self._name
        items: list[Any] = [{"Put": {"TableName": name, **put}}]
        if spend:
            items.append({"Update": {"TableName": name, **spending(spend)}})
        if entry:
            items.append({"Put": {"TableName": name, **log_put(entry)}})
        with translated():
            try:
                self._client.transact_write_items(TransactItems=items)
            except ClientError as error:
                reasons = [r.get("Code") for r in error.response.get("CancellationReasons", [])]
                if _FAILED in reasons[:1]:
                    raise Conflict(taken) from error
                if spend and _FAILED in reasons[1:2]:
                    raise self._why_refused(spend) from error
                if "TransactionConflict" in reasons:
                    raise Conflict("busy") from error
                raise

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
        with translated():
            try:
                with unless_changed():
                    self._client.put_item(TableName=self._name, **put)
            except Conflict:
                # A write whose answer was lost is repeated by the client, and meets itself.
                if self.get(submission).transfers.get(new.file) != kept:
                    raise
        return kept

    def drop_transfer(self, submission: str, file: str) -> None:
        with translated():
            self._client.delete_item(TableName=self._name, Key=key_of("S", submission, f"T#{file}"))

    def due(self, before: datetime, most: int) -> Iterator[str]:
        return self._listed("due", "watch = :yes AND due <= :before", before, most)

    def owing(self, before: datetime, most: int) -> Iterator[str]:
        return self._listed("news", "owes = :yes AND owed <= :before", before, most)

    def _listed(self, index: str, asked: str, before: datetime, most: int) -> Iterator[str]:
        with translated():
            page = self._client.query(
                TableName=self._name,
                IndexName=index,
                KeyConditionExpression=asked,
                ExpressionAttributeValues={":yes": "1", ":before": sortable(before)},
                Limit=most,
            )
        return (str(row["pk"]).removeprefix("S#") for row in page["Items"])
