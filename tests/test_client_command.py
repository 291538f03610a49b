"""`zenferry deposit` as it is typed: a process of its own, over a line that can be made bad."""

import json
import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from infra.local.line import Cut, Fault, LateAnswer, Line, Refusal, ShortAnswer, Stall, opened
from infra.local.package import ROOT
from tests.api_client import SECRET
from tests.deposit_client import VALUES
from tests.served_house import ServedHouse, served_house
from tests.waiting import wait_for
from zenferry.access import hashed
from zenferry.staging import LEAST_PART

CONTENT = {"data/cores.bin": bytes(range(256)) * (LEAST_PART // 100), "data/a.csv": b"a,b\n"}
PARTS = 3 + 1


@dataclass
class Desk:
    """A person's machine, with a service at the other end of a line."""

    folder: Path
    there: ServedHouse
    line: Line

    def start(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        """The command, under way."""
        given = words or ("words.json", "data")
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "zenferry.cli", "deposit", *given],
            cwd=self.folder,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT / "functions"),
                "HOME": str(self.folder),
                "XDG_STATE_HOME": str(self.folder / "state"),
                "ZENFERRY_LINK": self.there.link,
                "http_proxy": self.line.address,
                "LANG": "en_GB.UTF-8",
                **environment,
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str, given: str = "", **environment: str) -> tuple[int, str, str]:
        """Exit code, stdout, stderr; no secret is among them."""
        process = self.start(*words, **environment)
        out, err = process.communicate(given, timeout=120)
        assert SECRET not in out + err
        assert "Traceback" not in err
        return process.returncode, out, err

    @property
    def journal(self) -> Path:
        found = (self.folder / "state" / "zenferry" / "deposits").glob("*.json")
        [journal] = [place for place in found if "-until-" not in place.name]
        return journal

    @property
    def key(self) -> str:
        return str(json.loads(self.journal.read_text())["key"])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    for path, content in CONTENT.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (tmp_path / "words.json").write_text(json.dumps(VALUES))
    with served_house() as there, opened() as line:
        yield Desk(tmp_path, there, line)


def events(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_it_deposits_and_says_so_to_people(desk: Desk) -> None:
    code, out, err = desk.run()
    assert (code, out) == (0, "")
    assert "submitted" in err
    assert desk.there.staged() == CONTENT
    assert desk.key not in err
    assert stat.S_IMODE(desk.journal.stat().st_mode) == 0o600
    assert len(desk.there.staging.taken) == PARTS


def test_it_tells_programs_one_object_a_line(desk: Desk) -> None:
    code, out, err = desk.run("words.json", "data", "--json")
    told = events(out)
    assert (code, err) == (0, "")
    assert told[-1]["event"] == "end"
    assert (told[-1]["exit"], told[-1]["state"]) == (0, "submitted")
    assert {event["path"] for event in told if event["event"] == "file_staged"} == {*CONTENT}
    last = [event for event in told if event["event"] == "progress"][-1]
    assert last["sent_bytes"] == last["bytes"] == sum(map(len, CONTENT.values()))
    assert desk.key not in out


def test_the_status_link_is_printed_when_it_is_asked_for_and_leads_back(desk: Desk) -> None:
    code, out, err = desk.run("words.json", "data", "--no-submit", "--quiet")
    [submission] = desk.there.house.submissions._rows
    assert (code, err) == (0, "")
    assert out == f"{desk.there.page}#submission={submission}&key={desk.key}\n"
    code, out, _ = desk.run("words.json", "data", "--json", "--show-link")
    assert events(out)[-1]["status_link"].endswith(f"key={desk.key}")


def test_the_link_may_come_from_stdin_or_a_file(desk: Desk) -> None:
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
    desk: Desk, link: str
) -> None:
    assert desk.run(ZENFERRY_LINK=link)[0] == 2
    assert desk.line.log.count() == 0


def test_a_metadata_file_of_another_format_is_read_by_the_service(desk: Desk) -> None:
    (desk.folder / "CITATION.cff").write_text(
        "cff-version: 1.2.0\ntitle: Cores\nmessage: Cite it\nauthors:\n"
        "  - family-names: Lovelace\n    given-names: Ada\nx-colour: blue\n"
    )
    given = [f"--set={name}={json.dumps(VALUES[name])}" for name in VALUES if name != "creators"]
    code, _, err = desk.run("CITATION.cff", "data", *given)
    assert code == 0, err
    [submission] = desk.there.house.submissions._rows
    kept = desk.there.house.submissions.get(submission).values
    assert kept["title"] == VALUES["title"]
    assert kept["creators"][0]["family_name"] == "Lovelace"  # type: ignore[index]
    assert "Not taken over from CITATION.cff" in err


def test_what_is_wrong_is_told_a_line_each_in_one_s_language(desk: Desk) -> None:
    (desk.folder / "words.json").write_text('{"title": ""}')
    code, _, err = desk.run(LANG="de_DE.UTF-8")
    lines = err.splitlines()
    assert code == 3
    assert any(line.startswith("title: ") for line in lines)
    assert any(line.startswith("creators: ") for line in lines)
    code, _, err = desk.run("words.json", "data", "nowhere.txt")
    assert (code, err.count("nowhere.txt")) == (2, 1)


def test_a_wrong_invitation_is_refused_in_the_service_s_words(desk: Desk) -> None:
    desk.there.house.invitations.rows.clear()
    code, _, err = desk.run(LANG="de")
    assert code == 3
    assert "Diese Einladung" in err


def test_without_room_for_the_journal_nothing_is_begun(desk: Desk) -> None:
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
    assert not desk.there.house.submissions._rows


def test_two_of_the_same_at_once_are_one_too_many(desk: Desk) -> None:
    desk.line.faults.add(LateAnswer(), path="/metadata")
    first = desk.start()
    held(desk)
    code, _, err = desk.run()
    assert code == 2
    assert "already" in err
    desk.line.release()
    first.communicate(timeout=60)
    assert first.returncode == 0


MOMENTS = {
    "opening, unheard": (LateAnswer(), "POST", r"/submissions$", 1),
    "saving, unheard": (LateAnswer(), "PUT", r"/metadata$", 1),
    "registering, unheard": (LateAnswer(), "POST", r"/files$", 1),
    "the first part, half": (Stall(5_000_000), "PUT", r"part=1$", 2),
    "the second part, half": (Stall(5_000_000), "PUT", r"part=2$", 1),
    "the second part, unheard": (LateAnswer(), "PUT", r"part=2$", 1),
    "completing, unheard": (LateAnswer(), "POST", r"/complete$", 1),
    "submitting, unheard": (LateAnswer(), "POST", r"/submit$", 1),
}


def held(desk: Desk) -> None:
    wait_for(lambda: [each for each in desk.line.log.of() if each.held] or None, seconds=60)


@pytest.mark.parametrize(("fault", "method", "path", "nth"), MOMENTS.values(), ids=MOMENTS)
def test_killed_at_any_moment_the_same_command_goes_on(
    desk: Desk, fault: Fault, method: str, path: str, nth: int
) -> None:
    desk.line.faults.add(fault, method=method, path=path, nth=nth)
    process = desk.start("words.json", "data", "--parallel=1")
    held(desk)
    process.kill()
    process.communicate(timeout=60)
    assert_the_same_command_goes_on(desk)


def test_ctrl_c_says_how_to_go_on_and_waits_for_nobody(desk: Desk) -> None:
    desk.line.faults.add(Stall(5_000_000), path="part=2$")
    process = desk.start()
    held(desk)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "goes on from here" in err
    assert_the_same_command_goes_on(desk)


def assert_the_same_command_goes_on(desk: Desk) -> None:
    desk.line.faults.clear()
    desk.line.release()
    code, _, err = desk.run()
    assert code == 0, err
    assert desk.there.staged() == CONTENT
    taken = desk.there.staging.taken
    assert len(taken) == len({*taken}) == PARTS
    row = desk.there.house.invitations.get(hashed(SECRET))
    assert (row.used_deposits, row.used_files) == (1, 2)
    assert len(desk.there.house.workflow.started) == 1


def test_over_a_bad_line_every_byte_arrives_once(desk: Desk) -> None:
    faults = desk.line.faults
    faults.add(Cut(3_000_000), path="part=1", nth=2)
    faults.add(Refusal(500), path="part=2")
    faults.add(Refusal(403), path="part=3")
    faults.add(Refusal(429, headers={"Retry-After": "1"}), path="part=3")
    faults.add(Refusal(502), method="POST", path="/parts", nth=2)
    faults.add(Cut(), method="POST", path="/complete")
    faults.add(ShortAnswer(20), method="POST", path="/submissions$")
    faults.add(ShortAnswer(20), method="PUT", path="/metadata")
    code, _, err = desk.run()
    assert code == 0, err
    assert desk.there.staged() == CONTENT
    assert len(desk.there.staging.taken) == PARTS


def test_a_service_that_stays_away_is_told_and_gone_on_with_later(desk: Desk) -> None:
    desk.line.faults.add(Refusal(503), path="part=", times=float("inf"))
    code, _, err = desk.run("words.json", "data", "--patience=0")
    assert code == 1
    assert "503" in err
    desk.line.faults.clear()
    assert desk.run()[0] == 0
    assert desk.there.staged() == CONTENT


def test_new_begins_another_deposit_and_keeps_the_way_to_the_first(desk: Desk) -> None:
    assert desk.run()[0] == 0
    first = desk.journal.read_text()
    assert desk.run("words.json", "data", "--new")[0] == 0
    assert len(desk.there.house.submissions._rows) == 2
    kept = [place.read_text() for place in desk.journal.parent.glob("*-until-*")]
    assert kept == [first]


def test_waiting_follows_it_to_the_curators(desk: Desk) -> None:
    process = desk.start("words.json", "data", "--wait", "--json")
    wait_for(lambda: desk.there.house.workflow.started or None, seconds=60)
    desk.there.house.run()
    out, _ = process.communicate(timeout=60)
    told = events(out)
    assert process.returncode == 0
    assert told[-1]["state"] == "in_review"
    assert [event["event"] for event in told].count("timeline") >= 3


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
