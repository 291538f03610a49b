"""Notes which role makes which call of AWS, and for what, as grants.py names both.

It knows AWS's names, and nothing of deposits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zenferry.adapters import clients

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["Call", "Recorder"]

# Where an action is not called as the operation is.
_S3 = {
    "CreateMultipartUpload": "PutObject",
    "UploadPart": "PutObject",
    "CompleteMultipartUpload": "PutObject",
    "ListParts": "ListMultipartUploadParts",
    "ListObjectsV2": "ListBucket",
    "ListMultipartUploads": "ListBucketMultipartUploads",
    "DeleteObjects": "DeleteObject",
}
_OF_BUCKET = {"ListBucket", "ListBucketMultipartUploads"}
# What the buckets are called here, and what in the template.
BUCKETS = {"staging": "StagingBucket", "records": "RecordsBucket"}
_IN_TRANSACTION = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem"}


@dataclass(frozen=True, order=True)
class Call:
    """One that was made; `key` is that of the row, where it was for one."""

    role: str
    resource: str
    action: str
    key: str = ""


@dataclass
class Recorder:
    """All calls, of all roles."""

    calls: set[Call] = field(default_factory=set)

    def table(self, role: str, name: str) -> Table:
        """A table whose calls are noted."""
        made = clients.table(name)
        self.listen(role, made.meta.client)
        return made

    def listen(self, role: str, client: Any) -> Any:
        """The same client, whose calls are noted."""

        def noted(params: Mapping[str, Any], model: Any, **_: object) -> None:
            service = model.service_model.service_name
            read = {"dynamodb": _rows, "s3": _objects, "kms": _sealed, "sesv2": _mailed}[service]
            self.calls.update(Call(role, *each) for each in read(model.name, params))

        client.meta.events.register("provide-client-params", noted)
        return client

    def around(self, thing: Any, note: Callable[[str], Call | None]) -> Any:
        """The same thing, each of whose methods may be a call."""
        return _Noting(thing, note, self.calls)


class _Noting:
    def __init__(self, thing: Any, note: Callable[[str], Call | None], calls: set[Call]) -> None:
        self._thing, self._note, self._calls = thing, note, calls

    def __getattr__(self, name: str) -> Any:
        if call := self._note(name):
            self._calls.add(call)
        return getattr(self._thing, name)


def _rows(name: str, params: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    if name == "TransactWriteItems":
        # It is no action of its own: each item needs the grant of what it does.
        for item in params["TransactItems"]:
            [(kind, given)] = item.items()
            yield from _rows(_IN_TRANSACTION[kind], given)
    elif name == "BatchGetItem":
        for asked in params["RequestItems"].values():
            yield from (("Table", f"dynamodb:{name}", key["pk"]) for key in asked["Keys"])
    elif "IndexName" in params:
        yield f"Table/index/{params['IndexName']}", f"dynamodb:{name}"
    elif name == "Query":
        yield "Table", f"dynamodb:{name}", params["ExpressionAttributeValues"][":pk"]
    else:
        yield "Table", f"dynamodb:{name}", (params.get("Item") or params["Key"])["pk"]


def _objects(name: str, params: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    action, bucket = _S3.get(name, name), BUCKETS[params["Bucket"]]
    if action in _OF_BUCKET:
        yield bucket, f"s3:{action}"
    elif "Delete" in params:
        for each in params["Delete"]["Objects"]:
            yield f"{bucket}/{each['Key']}", f"s3:{action}"
    else:
        yield f"{bucket}/{params['Key']}", f"s3:{action}"


def _sealed(name: str, params: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    assert params["EncryptionContext"].keys() == {"submission"}
    yield "SealKey", f"kms:{name}"


def _mailed(name: str, _: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    yield "*", f"ses:{name}"
