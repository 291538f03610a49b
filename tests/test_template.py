"""The template grants no more than is needed, keeps what must be kept, and fits its definition."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from tests.template import PATH, many, of_type, place, statements, template
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

KEEP = {"dynamodb:Query", "dynamodb:PutItem"}
# Invitations are read and counted down, and transfers of removed files deleted, by the API alone.
COUNT = {"dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"}
# The budget of calls to the repository is poured from by whoever calls it.
PACE = {"dynamodb:UpdateItem"}
LOG = {"logs:CreateLogStream", "logs:PutLogEvents"}
TOKEN = {"secretsmanager:GetSecretValue"}
START = {"states:StartExecution"}
SEAL = {"kms:Encrypt"}
UNSEAL = {"kms:Decrypt"}
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
INVOKE = {"lambda:InvokeFunction"}
ANSWER = {"states:SendTaskHeartbeat", "states:SendTaskSuccess", "states:SendTaskFailure"}

# What the code does, and so all that each role may do: role -> resource -> actions.
GRANTS: dict[str, dict[str, set[str]]] = {
    "ApiRole": {
        "ApiLogs": LOG,
        **WAITING,
        "Table": KEEP | COUNT,
        "StagingBucket/*": {
            "s3:PutObject",
            "s3:ListMultipartUploadParts",
            "s3:AbortMultipartUpload",
            "s3:DeleteObject",
        },
        "StateMachine": START,
        "ForwardFunction": INVOKE,
        "SealKey": SEAL,
        "*": {"ses:SendEmail"},
    },
    "ReadRole": {"ReadLogs": LOG, "RecordsBucket/records/index.json": {"s3:GetObject"}},
    "DeskRole": {
        "DeskLogs": LOG,
        **WAITING,
        "Table": KEEP | COUNT | {"dynamodb:BatchGetItem"},
        "Table/index/shelf": {"dynamodb:Query"},
        "StateMachine": START,
        DESK: INVOKE,
        "*": {"ses:SendEmail"},
    },
    "ForwardRole": {
        "ForwardLogs": LOG,
        **WAITING,
        MACHINE: START,
        "Table": KEEP | PACE | {"dynamodb:DeleteItem"},
        "StagingBucket/staging/*/crate-*": {"s3:PutObject"},
        "RepositorySecret": TOKEN,
        "SealKey": UNSEAL | {"kms:Encrypt"},
    },
    "SendRole": {
        "SendLogs": LOG,
        "Table": KEEP | PACE,
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
        "Table": KEEP | PACE,
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
        "Table": KEEP | PACE | {"dynamodb:DeleteItem"},
        "Table/index/due": {"dynamodb:Query"},
        "StagingBucket/*": {
            "s3:DeleteObject",
            "s3:AbortMultipartUpload",
        },
        "StagingBucket": {"s3:ListBucket", "s3:ListBucketMultipartUploads"},
        "StateMachine": START,
        "RepositorySecret": TOKEN,
        "SealKey": UNSEAL | {"kms:Encrypt"},
    },
    "MailRole": {
        "MailLogs": LOG,
        "Table": KEEP | {"dynamodb:DeleteItem"},
        "Table/index/news": {"dynamodb:Query"},
        "*": {"ses:SendEmail"},
    },
    "RescueRole": {"RescueLogs": LOG, "Table": KEEP},
    "RecordsRole": {
        "RecordsLogs": LOG,
        "Table": KEEP | {"dynamodb:DeleteItem"},
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

# Resources that end in a star, and why they have to.
WILDCARDS = {
    "RecordsBucket/records/*": "a page a record; their names are the records'",
    "StagingBucket/*": "the objects of one bucket; their names are made as deposits are",
    "StagingBucket/staging/*/crate-*": "the same, of the one kind of file that we make ourselves",
    "*": "log delivery and answers to the state machine know no narrower resource, answers need "
    "the task's token; mails are bound to their sender by a condition",
}


def test_the_linter_has_nothing_to_say() -> None:
    linter = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run(  # noqa: S603 - our own file
        [linter, "--regions", "eu-central-1", "us-east-1", "--", PATH],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_each_role_may_do_what_the_code_does_and_nothing_else() -> None:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for role, statement in statements():
        assert statement["Effect"] == "Allow"
        for resource in many(statement["Resource"]):
            found[role][place(resource)].update(many(statement["Action"]))
    assert found == GRANTS


def test_wildcards_are_few_and_have_reasons() -> None:
    for role, statement in statements():
        assert not [action for action in many(statement["Action"]) if "*" in action], role
        stars = {place(each) for each in many(statement["Resource"]) if "*" in place(each)}
        assert stars <= set(WILDCARDS), role


def test_mails_come_from_one_sender_only() -> None:
    for _, statement in statements():
        if statement["Action"] == "ses:SendEmail":
            assert statement["Condition"] == {
                "StringEqualsIfExists": {"ses:FromAddress": {"Ref": "MailSender"}}
            }


def test_the_desk_deletes_nothing_but_links_sessions_and_addresses() -> None:
    granted = [each for role, each in statements() if role == "DeskRole"]
    [ends] = [each for each in granted if "dynamodb:DeleteItem" in many(each["Action"])]
    keys = ["D#*", "A#*"]
    assert ends["Condition"] == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": keys}}


def test_a_token_is_sealed_and_unsealed_for_a_deposit_and_nothing_else() -> None:
    found = [each for _, each in statements() if each["Sid"] in {"SealTokens", "UnsealTokens"}]
    assert len(found) == 7
    for statement in found:
        assert statement["Condition"] == {
            "ForAllValues:StringEquals": {"kms:EncryptionContextKeys": ["submission"]},
        }


def test_what_accounts_share_is_all_that_may_be_changed_in_place() -> None:
    found = [each for _, each in statements() if each["Sid"] == "ShareAccounts"]
    assert len(found) == 2
    for statement in found:
        assert statement["Condition"] == {
            "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["K#@*"]}
        }


def test_nothing_is_sealed_that_names_no_deposit() -> None:
    (key,) = of_type("AWS::KMS::Key").values()
    _, denied = key["Properties"]["KeyPolicy"]["Statement"]
    assert (denied["Effect"], denied["Action"]) == ("Deny", ["kms:Encrypt", "kms:Decrypt"])
    assert denied["Condition"]["Null"] == {"kms:EncryptionContext:submission": "true"}


def test_a_key_is_paid_for_only_where_it_seals_something() -> None:
    (key,) = of_type("AWS::KMS::Key").values()
    assert key["Condition"] == "SealsTokens"
    assert template()["Parameters"]["OwnTokens"]["Default"] == "off"


def test_what_sends_mails_reads_deposits_and_addresses_and_no_token() -> None:
    role = [each for name, each in statements() if name == "MailRole"]
    keys = [each["Condition"] for each in role if place(each["Resource"]) == "Table"]
    assert [each["ForAllValues:StringLike"] for each in keys] == [
        {"dynamodb:LeadingKeys": ["S#*", "A#*"]},
        {"dynamodb:LeadingKeys": ["A#*"]},
    ]
    assert not [each for each in role if "secretsmanager" in str(each["Action"])]


def test_each_grant_has_a_reason_beside_it() -> None:
    text = PATH.read_text()
    for sid in {statement["Sid"] for _, statement in statements()} - {"WriteLogs"}:
        for found in re.finditer(rf"\n(.*)\n +- Sid: {sid}\n", text):
            assert found[1].strip().startswith("#"), sid


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
    "POST /api/curation/links": {"ThrottlingRateLimit": 1, "ThrottlingBurstLimit": 5},
    "POST /api/curation/sessions": {"ThrottlingRateLimit": 2, "ThrottlingBurstLimit": 10},
}


def test_what_lists_records_touches_no_row_but_theirs() -> None:
    (statement,) = (e for role, e in statements() if e["Sid"] == "KeepEntries")
    assert statement["Condition"] == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["E#*"]}}


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


def test_nobody_changes_or_drops_a_line_of_the_log() -> None:
    changing = {"dynamodb:UpdateItem", "dynamodb:DeleteItem"}
    for role, statement in statements():
        if changing & set(many(statement["Action"])):
            ((kind, keys),) = statement["Condition"].items()
            named = keys["dynamodb:LeadingKeys"]
            but_the_log = kind == "ForAllValues:StringNotLike" and named == ["L#*"]
            others = kind == "ForAllValues:StringLike" and not [k for k in named if k[0] in "L*"]
            assert but_the_log or others, role
