"""What carries long files is there when it is asked for, and may do no more than it needs."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.template import DEFINITION, statements, template
from zenferry.adapters.ecs_tasks import CONTAINER
from zenferry.forwarding.errand import BETWEEN_BEATS
from zenferry.long import FOR_THE_ANSWER

LONG = {
    "LaunchFunction",
    "LaunchRole",
    "LaunchLogs",
    "LongCluster",
    "LongTask",
    "LongRole",
    "LongStartRole",
    "LongLogs",
    "LongGroup",
}


def test_the_long_way_is_there_only_when_it_is_asked_for() -> None:
    found = template()
    conditions = {n: each.get("Condition") for n, each in found["Resources"].items()}
    assert {n for n, condition in conditions.items() if condition == "SendsLong"} == LONG
    assert found["Parameters"]["LongFiles"]["Default"] == "off"
    zero = {"Fn::If": ["SendsLong", {"Ref": "LongSeconds"}, "0"]}
    for name in ("ApiFunction", "ForwardFunction", "SendFunction"):
        variables = found["Resources"][name]["Properties"]["Environment"]["Variables"]
        assert variables["LONG_SECONDS"] == zero


def test_a_task_is_started_on_our_cluster_only_and_its_roles_are_given_to_nobody_else() -> None:
    granted = {each["Sid"]: each for role, each in statements() if role == "LaunchRole"}
    assert granted["RunTask"]["Condition"] == {
        "ArnEquals": {"ecs:cluster": {"Fn::GetAtt": "LongCluster.Arn"}}
    }
    assert granted["GiveTheTaskItsRoles"]["Condition"] == {
        "StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}
    }


def test_a_task_is_told_what_the_function_that_sends_is_told() -> None:
    resources = template()["Resources"]
    sent = resources["SendFunction"]["Properties"]["Environment"]["Variables"]
    (container,) = resources["LongTask"]["Properties"]["ContainerDefinitions"]
    told = {each["Name"]: each["Value"] for each in container["Environment"]}
    assert told == sent | {
        "CODE_BUCKET": {"Ref": "CodeBucket"},
        "CODE_KEY": {"Ref": "CodeKey"},
        "LONG_SECONDS": {"Ref": "LongSeconds"},
    }
    assert container["Name"] == CONTAINER
    compile(container["Command"][0], "bootstrap", "exec")


def test_nothing_comes_in_to_a_task() -> None:
    group = template()["Resources"]["LongGroup"]["Properties"]
    assert "SecurityGroupIngress" not in group
    assert [each["FromPort"] for each in group["SecurityGroupEgress"]] == [443]


def test_the_function_that_sends_has_as_long_as_files_are_planned_for() -> None:
    function = template()["Resources"]["SendFunction"]["Properties"]
    assert function["Timeout"] == {"Ref": "SendSeconds"}


def test_a_task_may_be_minutes_late_to_start_and_still_has_half_of_its_time() -> None:
    shortest = template()["Parameters"]["LongSeconds"]["MinValue"]
    assert (
        timedelta(minutes=5) <= timedelta(seconds=FOR_THE_ANSWER) <= timedelta(seconds=shortest / 2)
    )


def test_a_task_is_heard_of_before_its_time_is_over() -> None:
    text = DEFINITION.read_text()
    (heartbeat,) = re.findall(r'"HeartbeatSeconds": (\d+)', text)
    assert int(heartbeat) < template()["Parameters"]["LongSeconds"]["MinValue"]
    assert int(heartbeat) > 2 * BETWEEN_BEATS.total_seconds()
