"""The core template and the state machine's definition as tests read them.

Short forms become long ones ({"Fn::GetAtt": "A.Arn"}); nothing is resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

INFRA = Path(__file__).parent.parent / "infra"
PATH = INFRA / "template.yaml"
DEFINITION = INFRA / "forward.asl.json"


class _Loader(yaml.SafeLoader):
    """Knows CloudFormation's tags."""


def _long_form(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    key = suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        return {key: loader.construct_scalar(node)}
    assert isinstance(node, yaml.SequenceNode)
    return {key: loader.construct_sequence(node, deep=True)}


_Loader.add_multi_constructor("!", _long_form)


@cache
def template() -> dict[str, Any]:
    """To be read, not changed: it takes a second to make."""
    found: dict[str, Any] = yaml.load(PATH.read_text(), _Loader)  # noqa: S506 - made from the safe one
    return found


def of_type(kind: str) -> dict[str, dict[str, Any]]:
    """The resources of one type by their logical ids."""
    found = template()["Resources"].items()
    return {name: each for name, each in found if each["Type"] == kind}


def statements() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What each role is granted, as (role, statement): by itself, and with others."""
    shared = of_type("AWS::IAM::ManagedPolicy")
    for role, resource in of_type("AWS::IAM::Role").items():
        own = resource["Properties"]["Policies"]
        named = map(_granted, resource["Properties"].get("ManagedPolicyArns", []))
        for policy in [*own, *(shared[each["Ref"]]["Properties"] for each in named)]:
            for each in policy["PolicyDocument"]["Statement"]:
                yield role, _granted(each)


def _granted(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is granted on a condition counts as given."""
    found: Mapping[str, Any] = given["Fn::If"][1] if "Fn::If" in given else given
    return found


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def place(resource: Any) -> str:
    """A resource of a grant in one word: Table, StagingBucket/*, *."""
    if isinstance(resource, str):
        return resource
    ((how, value),) = resource.items()
    if how == "Fn::GetAtt":
        return str(value).split(".")[0]
    return re.sub(r"\$\{(\w+)\.\w+\}", r"\1", str(value))
