"""The template and the state machine on the embedded cloud, with functions that follow a script."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from infra.local.demo import Demo, Plan, running
from infra.local.target import Target
from tests.attempts import MAY, tried
from tests.scripted import ENDS, F2, blank_page, started
from tests.waiting import wait_for

pytestmark = pytest.mark.cloud

SCRIPTED = Path(__file__).with_name("scripted_handlers.py")
NOWHERE = Target(url="http://127.0.0.1:9/api", page="http://127.0.0.1:9/", token="the-token")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    directory = tmp_path_factory.mktemp("cloud")
    source = directory / "zenferry"
    source.mkdir()
    (source / "__init__.py").touch()
    shutil.copyfile(SCRIPTED, source / "handlers.py")
    plan = Plan(
        logs=directory / "logs",
        source=source,
        render=blank_page,
        repository=NOWHERE,
        parameters={"RetrySeconds": "1", "RetryAttempts": "2", "Rounds": "2"},
        wait_scale=0.05,
    )
    with running(plan) as demo:
        yield demo


def test_the_page_and_the_api_are_one_origin(demo: Demo) -> None:
    assert requests.get(demo.page, timeout=10).text == demo.cloud.endpoint
    answer = requests.put(
        f"{demo.page}api/submissions/1/metadata?a=1",
        json={"title": "x"},
        headers={"Authorization": "Bearer key", "If-Match": '"1"'},
        timeout=30,
    )
    assert (answer.status_code, answer.headers["etag"]) == (202, '"1"')
    seen = answer.json()
    assert (seen["method"], seen["path"]) == ("PUT", "/api/submissions/1/metadata")
    assert (seen["query"], json.loads(seen["body"])) == ("a=1", {"title": "x"})
    assert seen["headers"]["authorization"] == "Bearer key"


def test_what_reads_has_a_function_of_its_own(demo: Demo) -> None:
    asked = f"{demo.page}api/vocabularies/people?suggest=Grüne&language=de"
    found = requests.get(asked, timeout=30)
    assert (found.status_code, found.json()["path"]) == (203, "/api/vocabularies/people")
    assert found.json()["query"] == "suggest=Gr%C3%BCne&language=de"
    for name in ("imports", "preview"):
        read = requests.post(f"{demo.page}api/{name}", json={"title": "x"}, timeout=30)
        assert (read.status_code, json.loads(read.json()["body"])) == (203, {"title": "x"})


def test_a_submission_goes_all_the_way(demo: Demo) -> None:
    execution = started(demo)
    assert execution.ended() == "SUCCEEDED"
    calls = execution.steps()
    assert (calls[0], sorted(calls[1:3])) == ("prepare", ["send f1", "send f2"])
    assert calls[3:] == ["reconcile", "hand_over"]


def test_files_that_differ_are_sent_again(demo: Demo) -> None:
    again = {"outcome": "again", "files": [F2]}
    execution = started(demo, {"reconcile": [again, {"outcome": "equal"}]})
    assert execution.ended() == "SUCCEEDED"
    assert execution.steps()[3:] == ["reconcile", "send f2", "reconcile", "hand_over"]


def test_a_file_may_go_the_long_way(demo: Demo) -> None:
    files = [{"file": "f1", "way": "task"}, F2]
    execution = started(demo, {"prepare": [{"outcome": "ready", "files": files}]})
    assert execution.ended() == "SUCCEEDED"
    assert execution.steps() == ["prepare", "send f2", "reconcile", "hand_over"]


def test_a_file_that_takes_too_long_goes_the_long_way(demo: Demo) -> None:
    execution = started(demo, {"send f1": [{"outcome": "too_long"}]})
    assert execution.ended() == "SUCCEEDED"
    assert execution.steps().count("send f1") == 1
    assert execution.steps()[-2:] == ["reconcile", "hand_over"]


def test_files_that_never_agree_are_given_up(demo: Demo) -> None:
    execution = started(demo, {"reconcile": [{"outcome": "again", "files": [F2]}]})
    assert execution.ended() == "SUCCEEDED"
    assert execution.steps()[-2:] == ["reconcile", "give_up"]


@pytest.mark.parametrize("step", ["prepare", "send f1", "reconcile", "hand_over"])
def test_a_step_may_call_for_a_person(demo: Demo, step: str) -> None:
    execution = started(demo, {step: [{"outcome": "needs_attention"}]})
    assert execution.ended() == "SUCCEEDED"
    assert not {"give_up", "cancel"} & set(execution.steps())


@pytest.mark.parametrize("step", ["prepare", "send f1", "reconcile", "hand_over"])
def test_a_step_may_turn_to_cancelling(demo: Demo, step: str) -> None:
    execution = started(demo, {step: [{"outcome": "cancel"}]})
    assert execution.ended() == "SUCCEEDED"
    assert execution.steps()[-1] == "cancel"


def test_a_cancelling_job_only_cancels(demo: Demo) -> None:
    execution = started(demo, job="cancel")
    assert execution.ended() == "SUCCEEDED"
    assert execution.steps() == ["cancel"]


@pytest.mark.parametrize("step", ["prepare", "send f1", "reconcile", "hand_over"])
@pytest.mark.parametrize("death", ["die", "raise"])
def test_a_step_that_dies_is_taken_again(demo: Demo, step: str, death: str) -> None:
    last = ENDS[step]
    execution = started(demo, {step: [death, death, *last]})
    assert execution.ended() == "SUCCEEDED"
    assert execution.steps().count(step) == 3
    assert execution.steps()[-1] == "hand_over"


def test_a_killed_process_is_replaced(demo: Demo) -> None:
    execution = started(demo, {"send f1": ["hang", {"outcome": "sent"}]})
    execution.called("send f1")
    assert demo.kill_worker("send") > 0
    assert execution.ended() == "SUCCEEDED"
    assert execution.steps().count("send f1") == 2
    assert execution.steps()[-1] == "hand_over"


def test_a_step_that_never_succeeds_is_given_up(demo: Demo) -> None:
    execution = started(demo, {"prepare": ["die"]})
    assert execution.ended() == "SUCCEEDED"
    assert execution.steps() == ["prepare"] * 3 + ["give_up"]


def test_a_file_that_cannot_be_sent_does_not_hold_up_the_others(demo: Demo) -> None:
    execution = started(demo, {"send f1": ["raise"]})
    assert execution.ended() == "SUCCEEDED"
    calls = execution.steps()
    assert (calls.count("send f1"), calls.count("send f2")) == (3, 1)
    assert calls[-2:] == ["reconcile", "hand_over"]


def test_an_execution_that_cannot_even_give_up_is_rescued(demo: Demo) -> None:
    execution = started(demo, {"prepare": ["raise"], "give_up": ["raise"]})
    assert execution.ended() == "FAILED"
    execution.called("rescue FAILED")


def test_an_execution_somebody_stopped_is_rescued(demo: Demo) -> None:
    execution = started(demo, {"prepare": ["hang"]})
    execution.called("prepare")
    demo.clients.executions.stop_execution(executionArn=execution.arn)
    execution.called("rescue ABORTED")


def test_the_schedule_calls_the_function_that_tends(demo: Demo) -> None:
    events = demo.clients.make("events")
    tend = demo.clients.functions.get_function(FunctionName=demo.stack.functions["tend"])
    names = events.list_rule_names_by_target(TargetArn=tend["Configuration"]["FunctionArn"])
    (rule,) = (events.describe_rule(Name=name) for name in names["RuleNames"])
    assert (rule["ScheduleExpression"], rule["State"]) == ("rate(1 minute)", "ENABLED")
    assert demo.tend() == {"outcome": "scripted"}


def test_an_upload_url_serves_the_page_and_no_other(demo: Demo) -> None:
    where = {"Bucket": demo.stack.bucket, "Key": "submission/file"}
    url = demo.call("api", {"try": ["s3", "sign", where]})["url"]
    origin = demo.page.rstrip("/")
    assert url.startswith(demo.cloud.endpoint)
    asked = {"Access-Control-Request-Method": "PUT", "Origin": origin}
    asked["Access-Control-Request-Headers"] = "x-amz-checksum-sha256"
    assert requests.options(url, headers=asked, timeout=10).status_code == 200
    other = asked | {"Origin": "https://elsewhere.example"}
    assert requests.options(url, headers=other, timeout=10).status_code == 403
    sent = requests.put(url, data=b"bytes", headers={"Origin": origin}, timeout=10)
    assert sent.status_code == 200
    assert "ETag" in sent.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("function", MAY)
def test_each_role_can_do_its_work_and_nothing_else(demo: Demo, function: str) -> None:
    """By call and by place. By row, nothing is refused here: test_grants.py holds each condition,
    and test_recorded_grants.py each call, against the rows that are granted."""
    answers = tried(demo, function)
    assert {name for name, code in answers.items() if code == "done"} == MAY[function], answers
    refused = {code for name, code in answers.items() if name not in MAY[function]}
    assert refused
    assert refused <= {"AccessDenied", "AccessDeniedException"}


def test_no_function_is_left_out(demo: Demo) -> None:
    assert demo.stack.functions.keys() == MAY.keys() - {"long"}


def test_what_functions_say_is_in_the_log(demo: Demo) -> None:
    started(demo, {"prepare": ["raise"]}).ended()
    log = demo.logs / "functions.log"
    wait_for(lambda: log.exists() and "as the script says" in log.read_text(), seconds=60)
