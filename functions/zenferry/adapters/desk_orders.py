"""An order of the desk's function to itself: done a moment later, by nobody who answers anyone.

What is ordered is a key of the profile, or nothing; no address passes through here.
"""

import json
from typing import TYPE_CHECKING

from zenferry.adapters.aws_errors import translated

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

__all__ = ["ORDER", "DeskOrders"]

# The one thing that an order names; requests have no such thing.
ORDER = "link_for"


class DeskOrders:
    """One function, called without waiting for it."""

    def __init__(self, lambdas: "LambdaClient", function: str) -> None:
        self._lambdas = lambdas
        self._function = function

    def link_for(self, curator: str) -> None:
        order = json.dumps({ORDER: curator}).encode()
        with translated():
            self._lambdas.invoke(FunctionName=self._function, InvocationType="Event", Payload=order)
