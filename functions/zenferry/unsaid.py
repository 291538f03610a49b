"""What may be told of an exception: its kind, and where it came from.

Its own words may quote what was sent, a token or an address: they go into no log and no history.
"""

from collections.abc import Callable
from functools import wraps
from logging import Logger
from traceback import format_tb
from typing import Any, TypeVar

from zenferry.errors import ZenferryError

__all__ = ["Unexpected", "told", "without_words"]

Done = TypeVar("Done")
Handler = Callable[[dict[str, Any], Any], Done]


class Unexpected(Exception):
    """What nobody foresaw, by the name of its kind."""


def told(error: BaseException) -> str:
    """Kind and place."""
    return f"{type(error).__name__}\n{''.join(format_tb(error.__traceback__))}"


def without_words(log: Logger) -> Callable[[Handler[Done]], Handler[Done]]:
    """Around what a cloud calls, which writes down every word of an exception that leaves it."""

    def around(handler: Handler[Done]) -> Handler[Done]:
        @wraps(handler)
        def guarded(event: dict[str, Any], context: Any) -> Done:
            try:
                return handler(event, context)
            except ZenferryError as error:
                # It says a code. What it came of may say anything.
                raise error from None
            except Exception as error:
                log.error("unexpected %s", told(error))
                raise Unexpected(type(error).__name__) from None

        return guarded

    return around
