"""Letters drawn with jinja2, as text and as HTML, by the templates of templates/mail/."""

from dataclasses import asdict
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from zenferry.mails.letters import Content

__all__ = ["MailTemplates"]

# In a package of functions they lie beside zenferry, in the repository a folder further up.
_FOLDERS = [Path(__file__).parents[up] / "templates" / "mail" for up in (2, 3)]


class MailTemplates:
    """Two templates. What goes into HTML is escaped, whatever it is."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(_FOLDERS),
            # Plain text is not HTML: escaped, it would only be harder to read.
            autoescape=select_autoescape(["html"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def rendered(self, content: Content) -> tuple[str, str]:
        said = asdict(content)
        text, html = (
            self._environment.get_template(name).render(said)
            for name in ("letter.txt", "letter.html")
        )
        return text, html
