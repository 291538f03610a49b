"""Where the service of a page is, and in which language it is spoken to."""

import json
import locale
import os
from pathlib import Path
from urllib.parse import urljoin

from zenferry.client.line import Broken, Line, NoSuchHost
from zenferry.client.link import Door
from zenferry.client.trouble import Later

__all__ = ["api_base", "language_here", "state_folder"]


def api_base(door: Door, line: Line) -> str:
    """As the page itself finds it, also from one of its languages; else where it always is."""
    for folder in dict.fromkeys((door.page, f"{door.origin}/")):
        try:
            answer = line.send("GET", f"{folder}config.json", headers={}, body=None)
            api = str(json.loads(answer.body)["api"]) if answer.good else ""
        except NoSuchHost as error:
            # A name that is mistyped is not waited for.
            raise Later(f"{error}. Is the link right, and this machine online?") from error
        except (Broken, ValueError, KeyError, TypeError):
            continue
        # Elsewhere is nowhere: what the link opens is told to the page's own host.
        found = urljoin(folder, api).rstrip("/") if api else ""
        if found.startswith(f"{door.origin}/"):
            return found
    return f"{door.origin}/api"


def language_here() -> str:
    """Two letters; English where the system does not say."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    said = said or locale.getlocale()[0] or ""
    two = said[:2].lower()
    known = len(two) == 2 and two.isascii() and two.isalpha() and not said[2:3].isalpha()
    return two if known else "en"


def state_folder() -> Path:
    """Where this system wants programs to keep what they must not forget."""
    try:
        from platformdirs import user_state_path  # noqa: PLC0415
    except ImportError:
        home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
        return Path(home) / "zenferry"
    return user_state_path("zenferry", appauthor=False)
