"""Calls of AWS that a function might try with its own role, and which of them are its work.

Which rows it is the embedded cloud does not ask: LeadingKeys pass there, whatever they say.
"""

import base64
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infra.local.demo import Demo
from infra.local.mails import SENDER
from infra.local.stack import NAME, Stack

Attempts = dict[str, tuple[str, str, dict[str, Any]]]
ROW = {"pk": {"S": "p"}, "sk": {"S": "s"}}
ADDRESS = {"pk": {"S": "A#none"}, "sk": {"S": "A"}}
ENTRY = {"pk": {"S": "E#none"}, "sk": {"S": "none"}}
COUNTED = {"pk": {"S": "P#none"}, "sk": {"S": "P"}}

ROWS = {"find rows", "write a row", "list a record", "read an address", "read a token"}
DELETES = {"delete a row", "erase an address"}
# Who is next is found, and started.
WAITS = {"find who waits", "start"}
ACTS = {"count calls", "token", "unseal"}
# By the functions' short names, and `long` for the task that is none.
MAY: dict[str, set[str]] = {
    "api": ROWS
    | DELETES
    | WAITS
    | {"count calls", "put", "delete", "call forward", "seal", "send a mail"},
    "read": {"search records"},
    "desk": ROWS
    | DELETES
    | WAITS
    | {"count calls", "read many rows", "list deposits", "call the desk", "send a mail"},
    "forward": ROWS | DELETES | WAITS | ACTS | {"seal"},
    "send": ROWS | ACTS | {"get", "list"},
    "launch": set(),
    "long": ROWS | ACTS | {"get", "list"},
    "tend": ROWS | DELETES | WAITS | ACTS | {"seal", "find what is due", "delete", "list"},
    "mail": ROWS | DELETES | {"count calls", "find what is owed", "send a mail"},
    "rescue": ROWS,
    "records": ROWS | DELETES | {"write a page"},
}


def attempts(demo: Demo) -> Attempts:
    """Each by a name of its own: the service, the call, what it is given."""
    return _finding(demo.stack) | _rows(demo.stack) | _elsewhere(demo.stack) | _seals(demo)


def _finding(stack: Stack) -> Attempts:
    def found(name: str, value: str, **index: str) -> tuple[str, str, dict[str, Any]]:
        condition = {
            "KeyConditionExpression": f"{name} = :value",
            "ExpressionAttributeValues": {":value": {"S": value}},
        }
        return "dynamodb", "query", {"TableName": stack.table, **index, **condition}

    return {
        "find rows": found("pk", "p"),
        "find what is due": found("watch", "yes", IndexName="due"),
        "find who waits": found("queue", "zenodo", IndexName="waiting"),
        "find what is owed": found("owes", "1", IndexName="news"),
        "list deposits": found("shelf", "S#draft", IndexName="shelf"),
        "read an address": found("pk", "A#none"),
        "read a token": found("pk", "K#none"),
        "scan": ("dynamodb", "scan", {"TableName": stack.table}),
    }


def _rows(stack: Stack) -> Attempts:
    table, many = {"TableName": stack.table}, {stack.table: {"Keys": [ROW]}}
    counting = {
        "UpdateExpression": "SET calls = :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    }
    return {
        "read a row": ("dynamodb", "get_item", {**table, "Key": ROW}),
        "read many rows": ("dynamodb", "batch_get_item", {"RequestItems": many}),
        "list a record": ("dynamodb", "put_item", {**table, "Item": ENTRY}),
        "write a row": ("dynamodb", "put_item", {**table, "Item": ROW}),
        "delete a row": ("dynamodb", "delete_item", {**table, "Key": ROW}),
        "erase an address": ("dynamodb", "delete_item", {**table, "Key": ADDRESS}),
        "count calls": ("dynamodb", "update_item", {**table, "Key": COUNTED, **counting}),
    }


def _seals(demo: Demo) -> Attempts:
    """For a deposit: what else the key refuses, the embedded cloud lets pass."""
    named = {"KeyId": demo.stack.seal_key, "EncryptionContext": {"submission": "none"}}
    sealed = demo.clients.make("kms").encrypt(**named, Plaintext=b"x")["CiphertextBlob"]
    return {
        "seal": ("kms", "encrypt", {**named, "Plaintext": "x"}),
        "unseal": (
            "kms",
            "decrypt",
            {**named, "CiphertextBlob": base64.b64encode(sealed).decode()},
        ),
    }


def _elsewhere(stack: Stack) -> Attempts:
    there = {"Bucket": stack.bucket, "Key": "submission/other"}
    order = {"stateMachineArn": stack.state_machine, "input": '{"submission": "none"}'}
    page = {"Bucket": stack.records, "Key": "records/none.html"}
    searched = {"Bucket": stack.records, "Key": "records/index.json"}
    forward, desk = (
        {"FunctionName": stack.functions[name], "Payload": '{"try": 0}'}
        for name in ("forward", "desk")
    )
    mail = {
        "FromEmailAddress": SENDER,
        "Destination": {"ToAddresses": ["ada@example.org"]},
        "Content": {"Simple": {"Subject": {"Data": "x"}, "Body": {"Text": {"Data": "x"}}}},
    }
    return {
        "write a page": ("s3", "put_object", page),
        "search records": ("s3", "get_object", searched),
        "put": ("s3", "put_object", there),
        "get": ("s3", "get_object", there),
        "delete": ("s3", "delete_object", there),
        "list": ("s3", "list_objects_v2", {"Bucket": stack.bucket}),
        "token": ("secretsmanager", "get_secret_value", {"SecretId": stack.secret}),
        "start": ("stepfunctions", "start_execution", order),
        "call forward": ("lambda", "invoke", forward),
        "call the desk": ("lambda", "invoke", desk),
        "send a mail": ("sesv2", "send_email", mail),
    }


def tried(demo: Demo, function: str) -> dict[str, str]:
    """What became of each, in a word."""
    demo.clients.s3.put_object(Bucket=demo.stack.bucket, Key="submission/other", Body=b"bytes")
    demo.clients.s3.put_object(Bucket=demo.stack.records, Key="records/index.json", Body=b"{}")
    calls = attempts(demo).items()
    if function == "long":
        return {name: _as_the_task(demo, *each) for name, each in calls}
    return {name: demo.call(function, {"try": each})["code"] for name, each in calls}


def _as_the_task(demo: Demo, service: str, operation: str, arguments: dict[str, Any]) -> str:
    """The embedded cloud runs no tasks; whoever has the role may do as much."""
    stacks = demo.clients.make("cloudformation")
    found = stacks.describe_stack_resource(StackName=NAME, LogicalResourceId="LongRole")
    role = found["StackResourceDetail"]["PhysicalResourceId"]
    arn = demo.clients.make("iam").get_role(RoleName=role)["Role"]["Arn"]
    given = demo.clients.make("sts").assume_role(RoleArn=arn, RoleSessionName="task")["Credentials"]
    make: Any = boto3.client
    client = make(
        service,
        region_name="us-east-1",
        endpoint_url=demo.cloud.endpoint,
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
    )
    if "CiphertextBlob" in arguments:
        arguments["CiphertextBlob"] = base64.b64decode(arguments["CiphertextBlob"])
    try:
        getattr(client, operation)(**arguments)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return "done"
