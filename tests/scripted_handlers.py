"""Functions that do as a script in the table says: the cloud tests' stand-in for the real ones.

Copied into a package of its own and run by the embedded cloud; it imports nothing of this project.
"""

from __future__ import annotations

import base64
import json
import os
import time
from typing import Any

import boto3
from botocore.exceptions import ClientError

Event = dict[str, Any]


def api(event: Event, _context: object) -> Event:
    if "try" in event:
        return _try(event)
    seen = {"path": event["rawPath"], "query": event["rawQueryString"], "body": event.get("body")}
    seen |= {"method": event["requestContext"]["http"]["method"], "headers": event["headers"]}
    return {"statusCode": 202, "headers": {"etag": '"1"'}, "body": json.dumps(seen)}


def read(event: Event, context: object) -> Event:
    return api(event, context) | {"statusCode": 203} if "try" not in event else _try(event)


def desk(event: Event, context: object) -> Event:
    return api(event, context)


def step(event: Event, _context: object) -> Event:
    return _try(event) if "try" in event else _play(event)


def tend(event: Event, _context: object) -> Event:
    return _try(event) if "try" in event else _play({"submission": "all", "step": "tend"})


def mail(event: Event, _context: object) -> Event:
    return _try(event) if "try" in event else {"sent": 0}


def records(event: Event, _context: object) -> Event:
    return _try(event) if "try" in event else {"outcome": "scripted"}


def rescue(event: Event, _context: object) -> Event:
    if "try" in event:
        return _try(event)
    detail = event["detail"]
    return _play(json.loads(detail["input"]) | {"step": f"rescue {detail['status']}"})


forward = send = step


def launch(event: Event, _context: object) -> Event:
    """The answer of a task that has carried its file."""
    if "try" in event:
        return _try(event)
    # The function itself may not answer; the embedded cloud's own keys may.
    session = boto3.Session("test", "test")
    session.client("stepfunctions").send_task_success(
        taskToken=event["token"], output=json.dumps({"outcome": "sent"})
    )
    return {"outcome": "launched"}


def _play(event: Event) -> Event:
    """Note the call; answer what the script has for the step, the last answer for ever."""
    table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])
    name = event.get("step") or f"send {event['file']}"
    table.put_item(
        Item={"pk": f"calls#{event['submission']}", "sk": f"{time.time_ns()}", "name": name}
    )
    key = {"pk": f"script#{event['submission']}", "sk": name}
    # The roles may query and put, as the real functions do, and nothing that would count in one.
    found = table.query(
        KeyConditionExpression="pk = :pk AND sk = :sk",
        ExpressionAttributeValues={":pk": key["pk"], ":sk": key["sk"]},
        ConsistentRead=True,
    )["Items"]
    row = found[0] if found else {}
    taken = int(str(row.get("taken", 0))) + 1
    table.put_item(Item={**row, **key, "taken": taken})
    answers = json.loads(str(row.get("answers", '[{"outcome": "scripted"}]')))
    return _done(answers[min(taken, len(answers)) - 1])


def _done(answer: str | Event) -> Event:
    if answer == "die":
        os._exit(1)
    if answer == "raise":
        raise RuntimeError("as the script says")
    if answer == "hang":
        time.sleep(120)
    assert isinstance(answer, dict)
    return answer


def _try(event: Event) -> Event:
    """One call of AWS with the function's own role; what became of it in a word."""
    service, operation, arguments = event["try"]
    client = boto3.client(service)
    if "CiphertextBlob" in arguments:
        arguments["CiphertextBlob"] = base64.b64decode(arguments["CiphertextBlob"])
    if operation == "sign":
        return {"url": client.generate_presigned_url("put_object", Params=arguments)}
    try:
        getattr(client, operation)(**arguments)
    except ClientError as error:
        return {"code": error.response["Error"]["Code"], "message": str(error)}
    return {"code": "done"}
