"""Deploys the core template into the embedded cloud, the way it is deployed to AWS.

It knows CloudFormation and the template's parameters and outputs; not what the functions do.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from infra.local.cloud import Cloud
from infra.local.package import ROOT, Package

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_stepfunctions import SFNClient

TEMPLATE = ROOT / "infra" / "template.yaml"
DEFINITION = ROOT / "infra" / "forward.asl.json"
NAME = "zenferry"
_CODE_BUCKET = "zenferry-code"
_PATIENCE = 60.0


class DeployFailure(Exception):
    """The stack did not come to be; the message holds the cloud's reasons."""


@dataclass(frozen=True)
class Clients:
    """Clients with the cloud's own keys, each made when first asked for."""

    cloud: Cloud

    @cached_property
    def s3(self) -> S3Client:
        client: S3Client = self.make("s3")
        return client

    @cached_property
    def dynamodb(self) -> DynamoDBClient:
        client: DynamoDBClient = self.make("dynamodb")
        return client

    @cached_property
    def functions(self) -> LambdaClient:
        client: LambdaClient = self.make("lambda")
        return client

    @cached_property
    def secrets(self) -> SecretsManagerClient:
        client: SecretsManagerClient = self.make("secretsmanager")
        return client

    @cached_property
    def executions(self) -> SFNClient:
        client: SFNClient = self.make("stepfunctions")
        return client

    def make(self, service: str) -> Any:
        """Proxies are for the world outside; this is loopback."""
        given = self.cloud.environment()
        session = boto3.Session(
            aws_access_key_id=given["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=given["AWS_SECRET_ACCESS_KEY"],
            region_name=given["AWS_REGION"],
        )
        config = Config(
            proxies={}, connect_timeout=5, read_timeout=300, retries={"total_max_attempts": 2}
        )
        return session.client(service, endpoint_url=self.cloud.endpoint, config=config)  # type: ignore[call-overload]


@dataclass(frozen=True)
class Packages:
    """The code of the functions: of most of them, and of those that read and render."""

    small: Package
    read: Package


@dataclass(frozen=True)
class Stack:
    """What a deployed core is reached by."""

    api_id: str
    bucket: str
    records: str
    table: str
    state_machine: str
    secret: str
    seal_key: str
    functions: Mapping[str, str]


def deploy(
    clients: Clients,
    packages: Packages,
    parameters: Mapping[str, str],
    *,
    name: str = NAME,
) -> Stack:
    """Creates the stack, or brings it to this code and these parameters."""
    definition = DEFINITION.read_bytes()
    definition_key = f"forward-{hashlib.sha256(definition).hexdigest()[:20]}.asl.json"
    clients.s3.create_bucket(Bucket=_CODE_BUCKET)
    for package in (packages.small, packages.read):
        clients.s3.put_object(Bucket=_CODE_BUCKET, Key=package.key, Body=package.path.read_bytes())
    clients.s3.put_object(Bucket=_CODE_BUCKET, Key=definition_key, Body=definition)
    clients.s3.put_object(Bucket=_CODE_BUCKET, Key=TEMPLATE.name, Body=TEMPLATE.read_bytes())
    # By its address: in the call itself a template may have 51,200 bytes.
    template = f"{clients.cloud.endpoint}/{_CODE_BUCKET}/{TEMPLATE.name}"
    given = {
        "CodeBucket": _CODE_BUCKET,
        "CodeKey": packages.small.key,
        "ReadCodeKey": packages.read.key,
        "DefinitionKey": definition_key,
        "Runtime": packages.read.runtime,
        "Architecture": packages.read.architecture,
    }
    formation = clients.make("cloudformation")
    outputs = _bring_about(formation, name, template, given | dict(parameters))
    return _stack(outputs)


def seed_secret(clients: Clients, stack: Stack, tokens: Mapping[str, str]) -> None:
    """What the operator does once by hand: a token for each repository, by its key."""
    clients.secrets.put_secret_value(SecretId=stack.secret, SecretString=json.dumps(tokens))


def _bring_about(
    formation: Any, name: str, template: str, parameters: Mapping[str, str]
) -> dict[str, str]:
    request = {
        "StackName": name,
        "TemplateURL": template,
        "Parameters": [
            {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
        ],
        "Capabilities": ["CAPABILITY_IAM"],
    }
    exists = _exists(formation, name)
    try:
        formation.update_stack(**request) if exists else formation.create_stack(**request)
    except ClientError as error:
        if "No updates are to be performed" not in str(error):
            raise DeployFailure(str(error)) from error
    return _settled(formation, name)


def _exists(formation: Any, name: str) -> bool:
    try:
        formation.describe_stacks(StackName=name)
    except ClientError:
        return False
    return True


def _settled(formation: Any, name: str) -> dict[str, str]:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        stack = formation.describe_stacks(StackName=name)["Stacks"][0]
        if stack["StackStatus"] in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
            return {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}
        if not stack["StackStatus"].endswith("IN_PROGRESS"):
            break
        time.sleep(0.05)
    raise DeployFailure(f"The stack is {stack['StackStatus']}.\n{_reasons(formation, name)}")


def _reasons(formation: Any, name: str) -> str:
    events = formation.describe_stack_events(StackName=name)["StackEvents"]
    return "\n".join(
        f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}"
        for event in events
        if event["ResourceStatus"].endswith("FAILED")
    )


def _stack(outputs: Mapping[str, str]) -> Stack:
    suffix = "FunctionName"
    functions = {
        key.removesuffix(suffix).lower(): value
        for key, value in outputs.items()
        if key.endswith(suffix)
    }
    return Stack(
        api_id=outputs["ApiId"],
        bucket=outputs["BucketName"],
        records=outputs["RecordsBucketName"],
        table=outputs["TableName"],
        state_machine=outputs["StateMachineArn"],
        secret=outputs["SecretArn"],
        seal_key=outputs["SealKeyArn"],
        functions=functions,
    )
