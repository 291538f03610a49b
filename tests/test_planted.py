"""What searches for a planted secret finds it, in whatever disguise."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.api_client import TOKEN
from tests.planted import traces


@dataclass(frozen=True)
class Row:
    """Something that is kept."""

    text: str


PLACES: Mapping[str, object] = {
    "as it is": f"Bearer {TOKEN}",
    "in bytes": [b"..." + TOKEN.encode()],
    "in a row": {"a": (Row(TOKEN),)},
    "as a key": {TOKEN: 1},
    "in an address": f"https://x.example/?q={quote('é' + TOKEN, safe='')}",
    "in base64": base64.b64encode(f'{{"token":"{TOKEN}"}}'.encode()),
    "in base64, later": base64.b64encode(f"ab{TOKEN}c".encode()),
    "in base64, later still": base64.b64encode(f"a{TOKEN}c".encode()),
    "in hex": TOKEN.encode().hex(),
    "in an error": RuntimeError(TOKEN),
}


@pytest.mark.parametrize("name", PLACES)
def test_it_would_be_found(name: str) -> None:
    assert traces(TOKEN, {"nowhere": TOKEN[:-1], name: PLACES[name]}) == [name]


def test_it_would_be_found_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "a.log").write_text(f"said {TOKEN}\n")
    assert traces(TOKEN, {"logs": tmp_path}) == ["logs"]
