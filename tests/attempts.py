"""Calls of AWS that a function might try with its own role; most of them are refused."""

import base64
from typing import Any

from infra.local.demo import Demo
from infra.local.stack import Stack

Attempts = dict[str, tuple[str, str, dict[str, Any]]]
ROW = {"pk": {"S": "p"}, "sk": {"S": "s"}}
ADDRESS = {"pk": {"S": "A#none"}, "sk": {"S": "A"}}
ENTRY = {"pk": {"S": "E#none"}, "sk": {"S": "none"}}
COUNTED = {"pk": {"S": "P#none"}, "sk": {"S": "P"}}


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
        "read an address": found("pk", "A#none"),
        "read a token": found("pk", "K#none"),
        "scan": ("dynamodb", "scan", {"TableName": stack.table}),
    }


def _rows(stack: Stack) -> Attempts:
    table = {"TableName": stack.table}
    counting = {
        "UpdateExpression": "SET calls = :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    }
    return {
        "read a row": ("dynamodb", "get_item", {**table, "Key": ROW}),
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
    called = {"FunctionName": stack.functions["forward"], "Payload": '{"try": 0}'}
    return {
        "write a page": ("s3", "put_object", page),
        "search records": ("s3", "get_object", searched),
        "put": ("s3", "put_object", there),
        "get": ("s3", "get_object", there),
        "delete": ("s3", "delete_object", there),
        "list": ("s3", "list_objects_v2", {"Bucket": stack.bucket}),
        "token": ("secretsmanager", "get_secret_value", {"SecretId": stack.secret}),
        "start": ("stepfunctions", "start_execution", order),
        "call forward": ("lambda", "invoke", called),
    }
