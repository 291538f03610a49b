"""A pool that does everything at once, in the caller: the same order each time."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

__all__ = ["Inline"]

Given = ParamSpec("Given")
Done = TypeVar("Done")


class Inline(Executor):
    """`submit` returns when it is done. What is no Exception passes through, as a kill does."""

    def submit(
        self, act: Callable[Given, Done], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Done]:
        """Do it now."""
        future: Future[Any] = Future()
        try:
            future.set_result(act(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future
