"""How a deposit by the client can end badly, each with the command's exit code."""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Changed", "Later", "NeedsSomebody", "NotTaken", "Problem", "Trouble", "Usage"]


@dataclass(frozen=True)
class Problem:
    """One thing to mend: a field of the form, or the path of a file; and what is wrong."""

    field: str
    message: str


class Trouble(Exception):
    """Ends the command. `problems` are told one a line."""

    exit_code = 1

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class Later(Trouble):
    """Nothing is wrong with what was asked: the service, the line or the disk can't do it now."""


class Usage(Trouble):
    """The command itself is wrong: no such file, no such link."""

    exit_code = 2


class NotTaken(Trouble):
    """What was given breaks rules, or is not allowed."""

    exit_code = 3


class Changed(NotTaken):
    """A file is not any more what it was when it was read first."""


class NeedsSomebody(Trouble):
    """It stopped on its way and a person can mend it."""

    exit_code = 4
