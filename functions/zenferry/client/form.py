"""What the service's form takes, as its public description says it. It knows no call."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zenferry.client.trouble import Problem

__all__ = ["Form"]

# A longer list is no help in a line.
MOST_SHOWN = 60


@dataclass(frozen=True)
class Form:
    """`schemas`: the described ones, by name; the form's own is "Metadata"."""

    schemas: Mapping[str, Any]

    @property
    def names(self) -> frozenset[str]:
        """Of its fields."""
        return frozenset(self.schemas["Metadata"]["properties"])

    def filled(self, values: Mapping[str, object]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        """With what the page chooses beforehand where nothing is said; and what that was, where."""
        added: list[tuple[str, str]] = []
        return self._filled(self.schemas["Metadata"], values, "", added), added

    def _filled(
        self, schema: Any, values: Mapping[str, object], path: str, added: list[tuple[str, str]]
    ) -> dict[str, Any]:
        filled = dict(values)
        for name, about in schema["properties"].items():
            parts = self._parts(about)
            if name in filled:
                filled[name] = self._rows(parts, filled[name], f"{path}{name}.", added)
            elif about.get("default") and name in schema.get("required", ()):
                filled[name] = about["default"]
                added.append((f"{path}{name}", str(about["default"])))
        return filled

    def _rows(self, parts: Any, rows: Any, path: str, added: list[tuple[str, str]]) -> Any:
        if not (parts and isinstance(rows, list)):
            return rows
        return [
            self._filled(parts, row, f"{path}{at}.", added) if isinstance(row, dict) else row
            for at, row in enumerate(rows)
        ]

    def helped(self, problems: list[Problem]) -> Iterator[Problem]:
        """Each with what could be chosen there, where that is a list."""
        for problem in problems:
            choices = [choice for choice in self._choices(problem.field) if choice]
            some = f" One of: {', '.join(choices)}." if 0 < len(choices) <= MOST_SHOWN else ""
            yield Problem(problem.field, f"{problem.message}{some}")

    def _choices(self, path: str) -> list[str]:
        schema: Any = self.schemas["Metadata"]
        for step in path.split("."):
            if not step.isdigit():
                schema = (self._parts(schema) or schema).get("properties", {}).get(step, {})
        return [str(choice) for choice in schema.get("enum", ())]

    def _parts(self, about: Any) -> Any:
        """The schema of a list's entries, where those have fields of their own."""
        name = about.get("items", {}).get("$ref", "").rpartition("/")[2]
        return self.schemas.get(name)
