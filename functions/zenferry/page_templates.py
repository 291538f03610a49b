"""The templates of the pages, spoken in one language. It knows no page and no list of words."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from zenferry.amounts import amount

__all__ = ["page_templates"]

# In a repository beside functions/, in a package beside zenferry/.
_HERE = Path(__file__).parents
_FOLDERS = (_HERE[2] / "templates", _HERE[1] / "templates")


def page_templates(said: Callable[[str], str], written: Callable[[float], str]) -> Environment:
    """All of them. `said`: an English text in their language; `written`: a number."""
    made = Environment(
        loader=FileSystemLoader(_FOLDERS),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # jinja2's type stubs don't know what its own extension adds. The templates count by sentences
    # of their own: see templates/words.
    made.install_gettext_callables(  # type: ignore[attr-defined]
        said, lambda one, several, n: said(one if n == 1 else several), newstyle=True
    )
    made.filters["size"] = partial(amount, written=written)
    return made
