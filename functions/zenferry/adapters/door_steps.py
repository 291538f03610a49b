"""The door's steps as orders to a function and its answers, coded here in both directions.

A token goes sealed, and comes back so. What went wrong is a code: strangers may make it happen, so
it is no failure of the function, and no alarm.
"""

import base64
from collections.abc import Callable, Mapping
from typing import Any

from zenferry.accounts.door_steps import Came, DoorSteps
from zenferry.errors import Conflict, NotNow, Refused
from zenferry.submissions import Workflow

__all__ = ["DOOR_STEPS", "OrderedSteps", "answered"]

DOOR_STEPS = frozenset({"verify", "sign_in", "sign_out"})


class OrderedSteps:
    """Ordered of the function that the workflow knows."""

    def __init__(self, workflow: Workflow) -> None:
        self._workflow = workflow

    def verify(self, submission: str, repository: str, sealed: bytes) -> str:
        """See the port."""
        told = self._told("verify", submission, repository=repository, sealed=_text(sealed))
        return str(told["account"])

    def sign_in(self, submission: str, repository: str, code: str) -> Came:
        """See the port."""
        told = self._told("sign_in", submission, repository=repository, code=code)
        return Came(str(told["account"]), base64.b64decode(str(told["sealed"])))

    def sign_out(self, submission: str, repository: str, sealed: bytes) -> None:
        """See the port."""
        self._told("sign_out", submission, repository=repository, sealed=_text(sealed))

    def _told(self, step: str, submission: str, **order: str) -> Mapping[str, object]:
        told = self._workflow.ask(step, submission, **order)
        match told["outcome"]:
            case "done":
                return told
            case "refused":
                raise Refused(str(told["code"]))
            case "conflict":
                raise Conflict(str(told["code"]))
        raise NotNow("busy")


def answered(steps: DoorSteps, order: Mapping[str, Any]) -> dict[str, object]:
    """The answer to an order, by whoever does the steps."""
    try:
        return {"outcome": "done", **_DONE[order["step"]](steps, order)}
    except Refused as error:
        return {"outcome": "refused", "code": error.code}
    except Conflict as error:
        return {"outcome": "conflict", "code": error.code}
    except NotNow:
        return {"outcome": "later"}


def _verified(steps: DoorSteps, order: Mapping[str, Any]) -> dict[str, object]:
    account = steps.verify(order["submission"], order["repository"], _bytes(order))
    return {"account": account}


def _signed_in(steps: DoorSteps, order: Mapping[str, Any]) -> dict[str, object]:
    came = steps.sign_in(order["submission"], order["repository"], order["code"])
    return {"account": came.account, "sealed": _text(came.sealed)}


def _signed_out(steps: DoorSteps, order: Mapping[str, Any]) -> dict[str, object]:
    steps.sign_out(order["submission"], order["repository"], _bytes(order))
    return {}


_DONE: Mapping[str, Callable[[DoorSteps, Mapping[str, Any]], dict[str, object]]] = {
    "verify": _verified,
    "sign_in": _signed_in,
    "sign_out": _signed_out,
}


def _text(sealed: bytes) -> str:
    return base64.b64encode(sealed).decode()


def _bytes(order: Mapping[str, Any]) -> bytes:
    return base64.b64decode(order["sealed"])
