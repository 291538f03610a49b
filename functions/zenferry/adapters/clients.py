"""Clients of AWS, each with a limit on how long it waits. Importing this costs 200 ms: late.

The API has to answer within 30 s, also when what it asks does not.
"""

from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_stepfunctions import SFNClient

__all__ = [
    "executions",
    "functions",
    "keys",
    "mails",
    "s3",
    "s3_ending",
    "secrets",
    "table",
    "tasks",
]

_PATIENT = Config(
    connect_timeout=3, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 2}
)
# Waits for a whole step to be done, once.
_ONCE = Config(connect_timeout=3, read_timeout=22, retries={"total_max_attempts": 1})
# Many parts at once; and a URL of the global host would be redirected to the region's, where a
# browser stops.
_S3 = Config(
    signature_version="s3v4",
    s3={"us_east_1_regional_endpoint": "regional", "addressing_style": "virtual"},
    connect_timeout=3,
    read_timeout=20,
    retries={"mode": "standard", "total_max_attempts": 3},
    max_pool_connections=16,
)

# S3 puts an object together while the line stays open. Said again meanwhile, it would begin anew:
# whoever waits no longer asks later, and hears what became of it.
_S3_ENDING = _S3.merge(Config(read_timeout=60, retries={"total_max_attempts": 1}))


def table(name: str) -> "Table":
    """One DynamoDB table."""
    found: Table = boto3.resource("dynamodb", config=_PATIENT).Table(name)
    return found


def s3() -> "S3Client":
    """S3, whose presigned URLs name the region's own host."""
    return boto3.client("s3", config=_S3)


def s3_ending() -> "S3Client":
    """S3, for the one call that may take minutes."""
    return boto3.client("s3", config=_S3_ENDING)


def executions() -> "SFNClient":
    """Step Functions."""
    return boto3.client("stepfunctions", config=_PATIENT)


def functions() -> "LambdaClient":
    """Lambda, for the one call that waits for its answer."""
    return boto3.client("lambda", config=_ONCE)


def mails() -> "SESV2Client":
    """SES."""
    return boto3.client("sesv2", config=_ONCE)


def secrets() -> "SecretsManagerClient":
    """Secrets Manager."""
    return boto3.client("secretsmanager", config=_PATIENT)


def keys() -> Any:
    """KMS."""
    return boto3.client("kms", config=_PATIENT)


def tasks() -> Any:
    """ECS."""
    return boto3.client("ecs", config=_PATIENT)
