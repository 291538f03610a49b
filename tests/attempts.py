"""Calls of AWS that a function might try with its own role; most of them are refused."""

from typing import Any

from infra.local.demo import Demo


def attempts(demo: Demo) -> dict[str, tuple[str, str, dict[str, Any]]]:
    stack = demo.stack
    key = {"pk": {"S": "p"}, "sk": {"S": "s"}}
    there = {"Bucket": stack.bucket, "Key": "submission/other"}
    order = {"stateMachineArn": stack.state_machine, "input": '{"submission": "none"}'}
    called = {"FunctionName": stack.functions["forward"], "Payload": '{"try": 0}'}
    return {
        "find rows": (
            "dynamodb",
            "query",
            {
                "TableName": stack.table,
                "KeyConditionExpression": "pk = :pk",
                "ExpressionAttributeValues": {":pk": {"S": "p"}},
            },
        ),
        "read a row": ("dynamodb", "get_item", {"TableName": stack.table, "Key": key}),
        "write a row": ("dynamodb", "put_item", {"TableName": stack.table, "Item": key}),
        "delete a row": ("dynamodb", "delete_item", {"TableName": stack.table, "Key": key}),
        "scan": ("dynamodb", "scan", {"TableName": stack.table}),
        "find what is due": (
            "dynamodb",
            "query",
            {
                "TableName": stack.table,
                "IndexName": "due",
                "KeyConditionExpression": "watch = :yes",
                "ExpressionAttributeValues": {":yes": {"S": "yes"}},
            },
        ),
        "find who waits": (
            "dynamodb",
            "query",
            {
                "TableName": stack.table,
                "IndexName": "waiting",
                "KeyConditionExpression": "queue = :queue",
                "ExpressionAttributeValues": {":queue": {"S": "zenodo"}},
            },
        ),
        "count calls": (
            "dynamodb",
            "update_item",
            {
                "TableName": stack.table,
                "Key": key,
                "UpdateExpression": "SET calls = :one",
                "ExpressionAttributeValues": {":one": {"N": "1"}},
            },
        ),
        "put": ("s3", "put_object", there),
        "get": ("s3", "get_object", there),
        "delete": ("s3", "delete_object", there),
        "list": ("s3", "list_objects_v2", {"Bucket": stack.bucket}),
        "token": ("secretsmanager", "get_secret_value", {"SecretId": stack.secret}),
        "start": ("stepfunctions", "start_execution", order),
        "call forward": ("lambda", "invoke", called),
    }
