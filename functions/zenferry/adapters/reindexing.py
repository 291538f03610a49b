"""Brings what an older version of the service kept into the lists; run once, by the operator."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from zenferry.adapters.aws_errors import translated
from zenferry.adapters.dynamo_invitations import DynamoInvitations
from zenferry.adapters.dynamo_submissions import DynamoSubmissions
from zenferry.adapters.rows import Row
from zenferry.adapters.table import paged
from zenferry.errors import Absent, Conflict

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["reindex"]

_DEPOSIT = "begins_with(pk, :deposit) AND sk = :s AND attribute_not_exists(shelf)"
_INVITATION = "begins_with(pk, :invitation) AND sk = :i AND attribute_not_exists(summary)"


def reindex(table: "Table") -> int:
    """How many rows were written anew. Run again, it finds what it did not get to."""
    submissions, invitations = DynamoSubmissions(table), DynamoInvitations(table)
    done = 0
    with translated():
        for row in _older(table):
            kind, _, name = str(row["pk"]).partition("#")
            if kind == "S":
                done += _listed(submissions, name)
            else:
                invitations.get(name)
                table.delete_item(Key=row)
                done += 1
    return done


def _listed(submissions: DynamoSubmissions, name: str) -> int:
    try:
        submissions.replace(submissions.get(name))
    except (Absent, Conflict):
        # Whoever wrote it in this moment has put it into the lists.
        return 0
    return 1


def _older(table: "Table") -> Iterator[Row]:
    """Their keys."""
    query: dict[str, Any] = {
        "FilterExpression": f"({_DEPOSIT}) OR ({_INVITATION})",
        "ProjectionExpression": "pk, sk",
        "ExpressionAttributeValues": {
            ":deposit": "S#",
            ":s": "S",
            ":invitation": "I#",
            ":i": "I",
        },
    }
    return paged(table.scan, **query)
