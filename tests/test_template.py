"""The template grants no more than is needed, keeps what must be kept, and fits its definition."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.template import PATH, of_type, template
from zenferry.adapters.s3_tickets import TICKET_SECONDS

FUNCTIONS = [
    "ApiFunction",
    "ReadFunction",
    "DeskFunction",
    "ForwardFunction",
    "SendFunction",
    "LaunchFunction",
    "TendFunction",
    "MailFunction",
    "RescueFunction",
    "RecordsFunction",
]
# Those that read, render and describe carry more libraries than the rest.
READERS = {"ReadFunction", "DeskFunction", "ForwardFunction", "RecordsFunction"}


def test_the_linter_has_nothing_to_say() -> None:
    linter = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run(  # noqa: S603 - our own file
        [linter, "--regions", "eu-central-1", "us-east-1", "--", PATH],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_nothing_is_sealed_that_names_no_deposit() -> None:
    (key,) = of_type("AWS::KMS::Key").values()
    _, denied = key["Properties"]["KeyPolicy"]["Statement"]
    assert (denied["Effect"], denied["Action"]) == ("Deny", ["kms:Encrypt", "kms:Decrypt"])
    assert denied["Condition"]["Null"] == {"kms:EncryptionContext:submission": "true"}


@pytest.mark.parametrize(
    ("sender", "taken"),
    [
        ("", True),
        ("deposit@tidal-flats.example", True),
        ("Deposits <deposit@tidal-flats.example>", False),
        ("tidal-flats.example", False),
    ],
)
def test_mails_come_from_an_address_alone_for_that_is_what_is_granted(
    sender: str, *, taken: bool
) -> None:
    pattern = template()["Parameters"]["MailSender"]["AllowedPattern"]
    assert bool(re.fullmatch(pattern, sender)) == taken


def test_a_key_is_paid_for_only_where_it_seals_something() -> None:
    (key,) = of_type("AWS::KMS::Key").values()
    assert key["Condition"] == "SealsTokens"
    assert template()["Parameters"]["OwnTokens"]["Default"] == "off"


@pytest.mark.parametrize("name", ["StagingBucket", "RecordsBucket", "Table"])
def test_what_people_gave_outlives_the_stack(name: str) -> None:
    resource = template()["Resources"][name]
    assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain"


def test_the_table_can_be_restored_and_forgets_what_expired() -> None:
    table = template()["Resources"]["Table"]["Properties"]
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
    assert table["BillingMode"] == "PAY_PER_REQUEST"


@pytest.mark.parametrize("name", ["Staging", "Records"])
def test_the_buckets_are_private(name: str) -> None:
    bucket = template()["Resources"][f"{name}Bucket"]["Properties"]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    policy = template()["Resources"][f"{name}Policy"]["Properties"]["PolicyDocument"]
    assert {statement["Effect"] for statement in policy["Statement"]} == {"Deny"}


def test_an_upload_url_is_good_for_no_longer_than_it_says() -> None:
    policy = template()["Resources"]["StagingPolicy"]["Properties"]["PolicyDocument"]
    ages = [each["Condition"].get("NumericGreaterThan") for each in policy["Statement"]]
    assert {"s3:signatureAge": str(TICKET_SECONDS * 1000)} in ages


def test_only_the_page_may_upload_from_a_browser() -> None:
    bucket = template()["Resources"]["StagingBucket"]["Properties"]
    (rule,) = bucket["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedOrigins"] == [{"Ref": "PageOrigin"}]
    assert rule["AllowedMethods"] == ["PUT"]
    assert not [header for header in rule["AllowedHeaders"] if "*" in header]


def test_the_lifecycle_is_a_net_below_the_ordinary_tidying() -> None:
    rules = template()["Resources"]["StagingBucket"]["Properties"]["LifecycleConfiguration"]
    days = {"Ref": "StagingDays"}
    first, second = rules["Rules"]
    assert first["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": days}
    assert second["ExpirationInDays"] == days


def test_the_token_is_never_in_the_template() -> None:
    (secret,) = of_type("AWS::SecretsManager::Secret").values()
    assert set(secret["Properties"]) == {"Description"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_has_a_log_that_forgets(name: str) -> None:
    function = template()["Resources"][name]
    logs = template()["Resources"][function["DependsOn"]]["Properties"]
    named = function["Properties"]["FunctionName"]["Fn::Sub"]
    assert logs["LogGroupName"] == {"Fn::Sub": f"/aws/lambda/{named}"}
    for group in of_type("AWS::Logs::LogGroup").values():
        assert group["Properties"]["RetentionInDays"] == {"Ref": "LogRetentionDays"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_has_its_package_and_a_role_of_its_own(name: str) -> None:
    function = template()["Resources"][name]["Properties"]
    key = "ReadCodeKey" if name in READERS else "CodeKey"
    assert function["Code"] == {"S3Bucket": {"Ref": "CodeBucket"}, "S3Key": {"Ref": key}}
    assert function["Architectures"] == [{"Ref": "Architecture"}]
    assert function["Role"] == {"Fn::GetAtt": name.replace("Function", "Role.Arn")}
    assert function["Handler"] == f"zenferry.handlers.{name.removesuffix('Function').lower()}"


def test_all_functions_are_these() -> None:
    assert set(of_type("AWS::Lambda::Function")) == set(FUNCTIONS)


@pytest.mark.parametrize("name", ["Api", "Read", "Desk"])
def test_what_answers_the_page_does_so_before_the_gateway_gives_up(name: str) -> None:
    integration = template()["Resources"][f"{name}Integration"]["Properties"]
    function = template()["Resources"][f"{name}Function"]["Properties"]
    assert function["Timeout"] * 1000 < integration["TimeoutInMillis"] <= 30_000


def test_what_needs_no_key_is_throttled_route_by_route() -> None:
    stage = template()["Resources"]["ApiStage"]
    routes = {
        each["Properties"]["RouteKey"]: name
        for name, each in of_type("AWS::ApiGatewayV2::Route").items()
        if not re.search("ApiIntegration", str(each["Properties"]["Target"]))
    }
    settings = stage["Properties"]["RouteSettings"]
    assert settings.keys() == routes.keys()
    assert set(stage["DependsOn"]) == set(routes.values())
    for route, each in settings.items():
        assert each == SLOW.get(route, READ_PACE)


READ_PACE = {
    "ThrottlingRateLimit": {"Ref": "ReadRate"},
    "ThrottlingBurstLimit": {"Ref": "ReadBurst"},
}
# A handful of people, now and then.
SLOW = {
    "POST /api/curation/links": {"ThrottlingRateLimit": 5, "ThrottlingBurstLimit": 20},
    "POST /api/curation/sessions": {"ThrottlingRateLimit": 20, "ThrottlingBurstLimit": 40},
}


def test_what_is_public_and_has_no_key_knows_the_name_of_nothing_that_is_not_public() -> None:
    function = template()["Resources"]["ReadFunction"]["Properties"]
    referred = {str(value) for value in function["Environment"]["Variables"].values()}
    resources = template()["Resources"].keys()
    named = {name for name in resources if any(f"'{name}'" in each for each in referred)}
    assert named == {"RecordsBucket"}


def test_the_access_log_holds_neither_secrets_nor_people() -> None:
    format_ = template()["Resources"]["ApiStage"]["Properties"]["AccessLogSettings"]["Format"]
    assert not re.search(r"identity|authorizer|header|query|\$context\.error\.message", format_)


def test_every_dead_execution_is_seen() -> None:
    rule = template()["Resources"]["DeadExecutions"]["Properties"]["EventPattern"]
    assert rule["detail"]["status"] == ["FAILED", "TIMED_OUT", "ABORTED"]
    assert rule["detail"]["stateMachineArn"] == [{"Ref": "StateMachine"}]


def test_every_parameter_is_explained() -> None:
    parameters = template()["Parameters"]
    assert [
        name for name, each in parameters.items() if not each["Description"].endswith(".")
    ] == []
    required = {name for name, each in parameters.items() if "Default" not in each}
    assert required == {"CodeBucket", "CodeKey", "ReadCodeKey", "DefinitionKey", "PageOrigin"}
