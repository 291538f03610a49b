"""What each role may do, said once more beside the template; and both as they are compared.

`GRANTS` names resources as template.py does. Of the table only some rows are granted, by how their
keys begin: `ROWS`.
"""

from __future__ import annotations

from collections import defaultdict
from fnmatch import fnmatchcase
from typing import Any

from tests.template import many, place, statements

__all__ = ["GRANTS", "ROWS", "WILDCARDS", "granted", "granted_rows", "row_is_granted"]

Grants = dict[str, dict[str, set[str]]]

LOG = {"logs:CreateLogStream", "logs:PutLogEvents"}
TOKEN = {"secretsmanager:GetSecretValue"}
START = {"states:StartExecution"}
SEAL = {"kms:Encrypt"}
UNSEAL = {"kms:Decrypt"}
MAIL = {"ses:SendEmail"}
INVOKE = {"lambda:InvokeFunction"}
ANSWER = {"states:SendTaskHeartbeat", "states:SendTaskSuccess", "states:SendTaskFailure"}
# By its name: it refers to the function that starts the next in line.
MACHINE = (
    "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}"
    ":stateMachine:${AWS::StackName}-forward"
)
# By its name likewise: it has links mailed by itself.
DESK = (
    "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${AWS::StackName}-desk"
)
WAITING = {"Table/index/waiting": {"dynamodb:Query"}}

# What the code does, and so all that each role may do: role -> resource -> actions.
GRANTS: Grants = {
    "ApiRole": {
        "ApiLogs": LOG,
        **WAITING,
        "StagingBucket/*": {
            "s3:PutObject",
            "s3:ListMultipartUploadParts",
            "s3:AbortMultipartUpload",
            "s3:DeleteObject",
        },
        "StateMachine": START,
        "ForwardFunction": INVOKE,
        "SealKey": SEAL,
        "*": MAIL,
    },
    "ReadRole": {"ReadLogs": LOG, "RecordsBucket/records/index.json": {"s3:GetObject"}},
    "DeskRole": {
        "DeskLogs": LOG,
        **WAITING,
        "Table/index/shelf": {"dynamodb:Query"},
        "StateMachine": START,
        DESK: INVOKE,
        "*": MAIL,
    },
    "ForwardRole": {
        "ForwardLogs": LOG,
        **WAITING,
        MACHINE: START,
        "StagingBucket/staging/*/crate-*": {"s3:PutObject"},
        "RepositorySecret": TOKEN,
        "SealKey": SEAL | UNSEAL,
    },
    "SendRole": {
        "SendLogs": LOG,
        "StagingBucket/*": {"s3:GetObject"},
        "StagingBucket": {"s3:ListBucket"},
        "RepositorySecret": TOKEN,
        "SealKey": UNSEAL,
    },
    "LaunchRole": {
        "LaunchLogs": LOG,
        "LongTask": {"ecs:RunTask"},
        "LongRole": {"iam:PassRole"},
        "LongStartRole": {"iam:PassRole"},
    },
    "LongRole": {
        "arn:${AWS::Partition}:s3:::${CodeBucket}/${CodeKey}": {"s3:GetObject"},
        "StagingBucket/*": {"s3:GetObject"},
        "StagingBucket": {"s3:ListBucket"},
        "RepositorySecret": TOKEN,
        "SealKey": UNSEAL,
        "*": ANSWER,
    },
    "LongStartRole": {"LongLogs": LOG},
    "TendRole": {
        "TendLogs": LOG,
        **WAITING,
        "Table/index/due": {"dynamodb:Query"},
        "StagingBucket/*": {"s3:DeleteObject", "s3:AbortMultipartUpload"},
        "StagingBucket": {"s3:ListBucket", "s3:ListBucketMultipartUploads"},
        "StateMachine": START,
        "RepositorySecret": TOKEN,
        "SealKey": SEAL | UNSEAL,
    },
    "MailRole": {
        "MailLogs": LOG,
        "Table/index/news": {"dynamodb:Query"},
        "*": MAIL,
    },
    "RescueRole": {"RescueLogs": LOG},
    "RecordsRole": {
        "RecordsLogs": LOG,
        "RecordsBucket/records/*": {"s3:PutObject", "s3:DeleteObject"},
        "RecordsBucket/frame.json": {"s3:GetObject"},
        "RecordsBucket": {"s3:ListBucket"},
    },
    "StateMachineRole": {
        "ForwardFunction": INVOKE,
        "SendFunction": INVOKE,
        "LaunchFunction": INVOKE,
        "*": {
            "logs:CreateLogDelivery",
            "logs:GetLogDelivery",
            "logs:UpdateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutResourcePolicy",
            "logs:DescribeResourcePolicies",
            "logs:DescribeLogGroups",
        },
    },
}

# Of the table: role -> what it does -> how the keys of those rows begin (the letters: rows.py).
_SENDS = {"Query": "S#* R#* P#* K#*", "PutItem": "S#* R#*", "UpdateItem": "P#*"}
ROWS: dict[str, dict[str, str]] = {
    "ApiRole": {
        "Query": "S#* I#* R#* Q#* O#*",
        "PutItem": "S#* L#* I#* Q#* A#* K#*-* O#* V#*",
        "UpdateItem": "I#* C#*:20??-??-* O#*",
        "DeleteItem": "S#* A#* K#*-*",
    },
    "DeskRole": {
        "Query": "S#* I#* D#* L#* Q#* E#* V#*",
        "BatchGetItem": "I#*",
        "PutItem": "S#* L#* I#* D#* Q#* E#* V#*",
        "UpdateItem": "I#* D#* C#links:*",
        "DeleteItem": "D#* A#*",
    },
    "ForwardRole": {
        "Query": "S#* R#* Q#* E#* P#* K#*",
        "PutItem": "S#* L#* Q#* E#* K#@*",
        "UpdateItem": "P#* B#* K#@*",
        "DeleteItem": "K#@*",
    },
    "SendRole": _SENDS,
    "LongRole": _SENDS,
    "TendRole": {
        "Query": "S#* Q#* E#* P#* K#*",
        "PutItem": "S#* L#* Q#* E#* K#@*",
        "UpdateItem": "P#* K#@*",
        "DeleteItem": "S#* A#* K#*",
    },
    "MailRole": {
        "Query": "S#* A#*",
        "PutItem": "S#* A#*",
        "UpdateItem": "C#waiting-*",
        "DeleteItem": "A#*",
    },
    "RescueRole": {"Query": "S#*", "PutItem": "S#* L#*"},
    "RecordsRole": {"Query": "E#*", "PutItem": "E#*", "DeleteItem": "E#*"},
}

# Resources that end in a star, and why they have to.
WILDCARDS = {
    "RecordsBucket/records/*": "a page a record; their names are the records'",
    "StagingBucket/*": "the objects of one bucket; their names are made as deposits are",
    "StagingBucket/staging/*/crate-*": "the same, of the one kind of file that we make ourselves",
    "*": "log delivery and answers to the state machine know no narrower resource, answers need "
    "the task's token; mails are bound to their sender by a condition",
}


def granted() -> Grants:
    """What the template grants, but for rows of the table."""
    found: Grants = defaultdict(lambda: defaultdict(set))
    for role, statement in statements():
        for resource in map(place, many(statement["Resource"])):
            if resource != "Table":
                found[role][resource].update(many(statement["Action"]))
    return found


def granted_rows() -> dict[str, dict[str, set[str]]]:
    """The rows that it grants."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for role, statement in statements():
        if "Table" in map(place, many(statement["Resource"])):
            for action in many(statement["Action"]):
                service, _, verb = action.partition(":")
                assert service == "dynamodb"
                found[role][verb].update(_keys(statement))
    return found


def _keys(statement: Any) -> list[str]:
    """How the keys begin; there is no grant of the table without it."""
    assert statement["Condition"].keys() == {"ForAllValues:StringLike"}, statement["Sid"]
    [(name, keys)] = statement["Condition"]["ForAllValues:StringLike"].items()
    assert name == "dynamodb:LeadingKeys"
    return many(keys)


def row_is_granted(role: str, verb: str, key: str) -> bool:
    """As IAM would judge it."""
    return any(fnmatchcase(key, like) for like in granted_rows()[role].get(verb, ()))
