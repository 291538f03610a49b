"""`zenferry deposit` as it is typed: what it takes, tells and prints."""

import json
import os
import resource
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.local.package import ROOT
from tests.client_desk import CONTENT, PARTS, TypedDesk, typed_desk
from tests.deposit_client import VALUES
from tests.waiting import wait_for


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TypedDesk]:
    with typed_desk(tmp_path) as made:
        yield made


def events(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_it_deposits_and_says_so_to_people(desk: TypedDesk) -> None:
    code, out, err = desk.run()
    assert (code, out) == (0, "")
    assert "submitted" in err
    assert desk.there.staged() == CONTENT
    assert desk.key not in err
    assert stat.S_IMODE(desk.journal.stat().st_mode) == 0o600
    assert len(desk.there.staging.taken) == PARTS


def test_it_tells_programs_one_object_a_line(desk: TypedDesk) -> None:
    code, out, err = desk.run("words.json", "data", "--json")
    told = events(out)
    assert (code, err) == (0, "")
    assert told[-1]["event"] == "end"
    assert (told[-1]["exit"], told[-1]["state"]) == (0, "submitted")
    assert {event["path"] for event in told if event["event"] == "file_staged"} == {*CONTENT}
    last = [event for event in told if event["event"] == "progress"][-1]
    assert last["sent_bytes"] == last["bytes"] == sum(map(len, CONTENT.values()))
    assert desk.key not in out


def test_the_status_link_is_printed_when_it_is_asked_for_and_leads_back(desk: TypedDesk) -> None:
    code, out, err = desk.run("words.json", "data", "--no-submit", "--quiet")
    [submission] = desk.there.house.submissions.all()
    assert (code, err) == (0, "")
    assert out == f"{desk.there.page}#submission={submission.id}&key={desk.key}\n"
    code, out, _ = desk.run("words.json", "data", "--json", "--show-link")
    assert events(out)[-1]["status_link"].endswith(f"key={desk.key}")


def test_on_a_terminal_the_status_link_is_printed_unasked(desk: TypedDesk) -> None:
    mine, terminal = os.openpty()
    process = desk.start(out=terminal)
    os.close(terminal)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert os.read(mine, 4096).decode().strip().endswith(f"&key={desk.key}")
    os.close(mine)


def test_the_link_may_come_from_stdin_or_a_file(desk: TypedDesk) -> None:
    for_words = ("words.json", "data", "--no-submit")
    assert desk.run(*for_words, "--link", "-", given=desk.there.link, ZENFERRY_LINK="")[0] == 0
    (desk.folder / "link").write_text(f"{desk.there.link}\n")
    assert desk.run(*for_words, "--link-file", "link", ZENFERRY_LINK="")[0] == 0
    code, _, err = desk.run(*for_words, ZENFERRY_LINK="")
    assert code == 2
    assert "ZENFERRY_LINK" in err


@pytest.mark.parametrize(
    "link", ["https://deposit.example/", "http://deposit.example/#invitation=s"]
)
def test_a_link_that_is_none_or_could_be_overheard_is_a_wrong_command(
    desk: TypedDesk, link: str
) -> None:
    assert desk.run(ZENFERRY_LINK=link)[0] == 2
    assert desk.line.log.count() == 0


def test_a_metadata_file_of_another_format_is_read_by_the_service(desk: TypedDesk) -> None:
    (desk.folder / "CITATION.cff").write_text(
        "cff-version: 1.2.0\ntitle: Cores\nmessage: Cite it\nauthors:\n"
        "  - family-names: Lovelace\n    given-names: Ada\nx-colour: blue\n"
    )
    given = [f"--set={name}={json.dumps(VALUES[name])}" for name in VALUES if name != "creators"]
    code, _, err = desk.run("CITATION.cff", "data", *given)
    assert code == 0, err
    [submission] = desk.there.house.submissions.all()
    kept = submission.values
    assert kept["title"] == VALUES["title"]
    assert kept["creators"][0]["family_name"] == "Lovelace"  # type: ignore[index]
    assert "Not taken over from CITATION.cff" in err


def test_what_is_wrong_is_told_a_line_each_in_one_s_language(desk: TypedDesk) -> None:
    (desk.folder / "words.json").write_text('{"title": ""}')
    code, _, err = desk.run(LANG="de_DE.UTF-8")
    lines = err.splitlines()
    assert code == 3
    assert any(line.startswith("title: ") for line in lines)
    assert any(line.startswith("creators: ") for line in lines)
    (desk.journal).unlink()
    code, _, err = desk.run("nowhere.json", "data")
    assert (code, err.splitlines()) == (
        2,
        ["The metadata file nowhere.json can't be read: No such file or directory."],
    )
    assert not [*(desk.folder / "state").rglob("*.json")]
    code, _, err = desk.run("words.json", "data", "nowhere.txt")
    assert (code, err.count("nowhere.txt")) == (2, 1)


def test_a_wrong_invitation_is_refused_in_the_service_s_words(desk: TypedDesk) -> None:
    desk.there.house.invitations.rows.clear()
    code, _, err = desk.run(LANG="de")
    assert code == 3
    assert "Diese Einladung" in err


def test_a_mistyped_invitation_is_said_to_be_a_wrong_link(desk: TypedDesk) -> None:
    code, _, err = desk.run(ZENFERRY_LINK=f"{desk.there.page}#invitation=short")
    assert (code, len(err.splitlines())) == (2, 1)
    assert "The invitation link is wrong" in err


def test_where_it_is_kept_is_told_once_and_why(desk: TypedDesk) -> None:
    _, _, first = desk.run("words.json", "data", "--no-submit")
    assert f"To go on later, this is kept in {desk.journal}" in first
    _, _, second = desk.run()
    assert "kept in" not in second


def test_without_room_for_the_journal_nothing_is_begun(desk: TypedDesk) -> None:
    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    words = [sys.executable, "-m", "zenferry.cli", "deposit", "words.json", "data"]
    done = subprocess.run(  # noqa: S603 - our own command
        words,
        cwd=desk.folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT / "functions"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": str(desk.folder),
            "ZENFERRY_LINK": desk.there.link,
        },
        stderr=subprocess.PIPE,
        preexec_fn=full,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert b"--journal" in done.stderr
    assert not desk.there.house.submissions.all()


def test_new_begins_another_deposit_and_keeps_the_way_to_the_first(desk: TypedDesk) -> None:
    assert desk.run()[0] == 0
    first = desk.journal.read_text()
    assert desk.run("words.json", "data", "--new")[0] == 0
    assert len(desk.there.house.submissions.all()) == 2
    kept = [place.read_text() for place in desk.journal.parent.glob("*-until-*")]
    assert kept == [first]


def test_waiting_follows_it_to_the_curators(desk: TypedDesk) -> None:
    process = desk.start("words.json", "data", "--wait", "--json")
    wait_for(lambda: desk.there.house.workflow.started or None, seconds=60)
    desk.there.house.run()
    out, _ = process.communicate(timeout=60)
    told = events(out)
    assert process.returncode == 0
    assert told[-1]["state"] == "in_review"
    assert [event["event"] for event in told].count("timeline") >= 3


def test_what_stopped_on_its_way_is_told_and_ends_with_4_until_it_is_retried(
    desk: TypedDesk,
) -> None:
    assert desk.run()[0] == 0
    house = desk.there.house
    [submission] = house.submissions.all()
    house.parts.attention.give_up(submission.id, 1)
    for words in ((), ("words.json", "data", "--wait")):
        code, _, err = desk.run(*words)
        assert (code, "--retry" in err) == (4, True)
    assert desk.run("words.json", "data", "--retry")[0] == 0
    assert house.submissions.get(submission.id).attempt == 2


def test_a_deposit_needs_neither_the_cloud_s_libraries_nor_a_bar(desk: TypedDesk) -> None:
    absent = ("boto3", "botocore", "flask", "rich", "platformdirs", "jinja2")
    (desk.folder / "site").mkdir()
    (desk.folder / "site" / "sitecustomize.py").write_text(
        f"import sys\nsys.modules.update(dict.fromkeys({absent}))\n"
    )
    path = os.pathsep.join([str(desk.folder / "site"), str(ROOT / "functions")])
    code, _, err = desk.run(PYTHONPATH=path)
    assert code == 0, err
    assert desk.there.staged() == CONTENT


def test_help_needs_no_library_but_python_s_own() -> None:
    code = (
        "import sys; sys.argv = ['zenferry', 'deposit', '--help']\n"
        "from zenferry.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([n for n in ('boto3', 'botocore', 'requests', 'flask', 'rich') if n in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT / "functions"), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert "exit codes:" in done.stdout
