"""What the client looks like: lines, JSON, next to nothing, a bar."""

import io
import json

from rich.console import Console

from zenferry.client.screen import Bar, JsonLines, Lines, Warnings
from zenferry.client.telling import Event


class TestScreens:
    EVENT = Event("opened", "It is\x1b[2J open.", {"submission": "i"})

    def test_lines_are_plain_and_progress_comes_now_and_then(self) -> None:
        out, time = io.StringIO(), [0.0]
        lines = Lines(out, lambda: time[0])
        lines.tell(self.EVENT)
        lines.begin(0, 3_000_000)
        for _ in range(3):
            lines.moved(500_000)
        time[0] = 16
        lines.moved(500_000)
        lines.moved(500_000)
        assert out.getvalue() == "It is�[2J open.\n2 MB of 3 MB are there.\n"

    def test_json_has_facts_and_words(self) -> None:
        out = io.StringIO()
        screen = JsonLines(out)
        screen.tell(self.EVENT)
        assert json.loads(out.getvalue()) == {
            "event": "opened",
            "text": self.EVENT.text,
            "submission": "i",
        }

    def test_quiet_tells_warnings_alone(self) -> None:
        out = io.StringIO()
        screen = Warnings(out)
        screen.tell(self.EVENT)
        screen.tell(Event("end", "No.", warning=True))
        assert out.getvalue() == "No.\n"

    def test_the_bar_ends_where_all_is_there(self) -> None:
        out = io.StringIO()
        bar = Bar(out)
        bar._console = Console(file=out, force_terminal=True, width=100)
        bar.begin(0, 2_000_000)
        bar.moved(1_500_000)
        bar.tell(self.EVENT)
        bar.moved(500_000)
        bar.end()
        shown = out.getvalue()
        assert "2.0/2.0 MB" in shown
        assert "100%" in shown
        assert "open." in shown
