"""A profile, the form and the templates become a static site.

It knows no cloud and calls no API: what it writes can be served by anything that sends the
headers of site_headers.py.
"""

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from babel.numbers import format_decimal, get_decimal_symbol
from jinja2 import Environment
from markupsafe import Markup

from zenferry import site_look
from zenferry.form import Form, read_checked
from zenferry.invitations.caps import CAPS
from zenferry.look_ups.directory import read_directory
from zenferry.page_templates import page_templates
from zenferry.profile import Profile
from zenferry.readers import file_names
from zenferry.site_headers import headers, policy
from zenferry.site_words import MissingWords, name_of, words_in

__all__ = ["SiteError", "headers", "render"]

_ROOT = Path(__file__).parents[2]
_ASSETS = _ROOT / "frontend" / "dist"
# Links to deposits are secrets, and for no search engine; what was published is for everybody.
_ROBOTS = "User-agent: *\nAllow: /records/\nAllow: /assets/\nDisallow: /\n"
_LEGAL = ("privacy", "imprint", "accessibility")
_GUIDES = ("deposit", "description", "licence", "token")


class SiteError(Exception):
    """The site can't be written; the message says what to do first."""


@dataclass(frozen=True)
class Asset:
    """A file under assets/, named by its content. `integrity` as HTML wants it.

    `imports` are the scripts it can't run without, by their files' names.
    """

    file: str
    integrity: str
    imports: Sequence[str] = ()


def _asset(name: str, content: bytes, folder: Path) -> Asset:
    stem, dot, ending = name.rpartition(".")
    digest = hashlib.sha384(content)
    file = f"{stem}-{digest.hexdigest()[:10]}{dot}{ending}"
    (folder / file).write_bytes(content)
    return Asset(file, f"sha384-{base64.b64encode(digest.digest()).decode()}")


def _built(assets: Path, folder: Path) -> dict[str, Asset]:
    manifest = assets / "manifest.json"
    if not manifest.is_file():
        raise SiteError(f"{manifest} is missing. Build it first: npm run build, in frontend/.")
    listed = {name: Asset(**entry) for name, entry in json.loads(manifest.read_bytes()).items()}
    for asset in listed.values():
        shutil.copyfile(assets / asset.file, folder / asset.file)
    return listed


def _assets(profile: Profile, assets: Path, out: Path) -> Mapping[str, Asset]:
    folder = out / "assets"
    folder.mkdir(parents=True, exist_ok=True)
    logo = (profile.directory / profile.look.logo).read_bytes()
    look = site_look.stylesheet(profile.look).encode()
    return {
        **_built(assets, folder),
        "logo.svg": _asset("logo.svg", logo, folder),
        "look.css": _asset("look.css", look, folder),
    }


def _templates(language: str) -> Environment:
    words = words_in(language)
    environment = page_templates(words.gettext, partial(format_decimal, locale=language))
    # For what is declared, or stands in a profile: `_()` takes its text for HTML, this does not.
    environment.filters["told"] = words.declared
    return environment


def _pages() -> dict[str, str]:
    return {
        "": "form.html",
        "status": "status.html",
        "signed-in": "signed-in.html",
        "curation": "curation.html",
        **dict.fromkeys(_LEGAL, "legal.html"),
        "guide": "guide/index.html",
        **{f"guide/{name}": f"guide/{name}.html" for name in _GUIDES},
    }


@dataclass(frozen=True)
class Tongue:
    """One of the page's languages. `folder` is where its pages lie: nowhere special, or "de/"."""

    code: str
    name: str
    folder: str


def _tongues(profile: Profile) -> tuple[Tongue, ...]:
    first = profile.languages[0]
    return tuple(
        Tongue(code, name_of(code), "" if code == first else f"{code}/")
        for code in profile.languages
    )


def _write(out: Path, folder: str, text: str) -> None:
    (out / folder).mkdir(parents=True, exist_ok=True)
    (out / folder / "index.html").write_text(text, "utf-8")


def _up(folder: str) -> str:
    """From a page of this folder to where its site begins."""
    return "../" * len(Path(folder).parts) or "./"


def _context(profile: Profile, tongue: Tongue) -> dict[str, object]:
    told = profile.told_in(tongue.code)
    form = Form(told, lambda: datetime.now(UTC).date())
    return {
        "profile": told,
        "form": form,
        "sections": form.sections,
        "language": tongue.code,
        "folder": tongue.folder,
        "languages": _tongues(profile),
        "file_names": file_names,
        "invitation_caps": CAPS,
        "records": dict(profile.records()),
    }


def _write_pages(profile: Profile, tongue: Tongue, shared: Mapping[str, object], out: Path) -> None:
    """All pages of one language."""
    environment = _templates(tongue.code)
    context = {**shared, **_context(profile, tongue)}
    for page, template in _pages().items():
        folder = tongue.folder + page
        # `root` is where the site begins, `home` where the pages of this language do.
        here = {"page": page, "root": _up(folder), "home": _up(page)}
        _write(out, folder, environment.get_template(template).render(context, **here))


# A gap's name between two signs that no text can hold, so that nothing can pretend to be one. What
# fills them is record_pages.py's.
_GAPS = {
    name: Markup("\0{}\0").format(name)
    for name in ("title", "robots", "head", "main", "data", "file")
}
_BETWEEN = re.compile("\0([a-z]+)\0")


def _frame(profile: Profile, shared: Mapping[str, object]) -> str:
    """What stands around the pages of the records, for whoever writes these."""
    return json.dumps({"languages": [_framed(profile, t, shared) for t in _tongues(profile)]})


def _framed(profile: Profile, tongue: Tongue, shared: Mapping[str, object]) -> dict[str, object]:
    folder = f"records/{tongue.folder}"
    root = _up(folder)
    here = {"page": "records", "root": root, "home": f"{root}{tongue.folder}", "gap": _GAPS}
    context = {**shared, **_context(profile, tongue)}
    page = _templates(tongue.code).get_template("records/frame.html").render(context, **here)
    return {
        "code": tongue.code,
        "folder": tongue.folder,
        "frame": _BETWEEN.split(page),
        "words": dict(words_in(tongue.code).page),
        "decimal": get_decimal_symbol(tongue.code),
    }


def _nowhere(profile: Profile, shared: Mapping[str, object], base: str) -> str:
    """The one page shown at any address and depth: in the first language."""
    first = _tongues(profile)[0]
    template = _templates(first.code).get_template("nowhere.html")
    here = {"page": "nowhere", "root": base, "home": base}
    return template.render({**shared, **_context(profile, first)}, **here)


def render(
    profile_path: Path,
    out: Path,
    *,
    staging_origin: str,
    base: str = "/",
    assets: Path = _ASSETS,
) -> None:
    """Write the whole site into `out`. What is there already and not part of it stays.

    `base`, the path of the site at its host, is for the one page shown at any depth: 404.html.
    """
    profile = read_checked(profile_path)
    # Only look-ups need it, but what is wrong with it is to be seen before they do.
    read_directory(profile)
    shared = {"assets": _assets(profile, assets, out), "policy": policy(staging_origin)}
    try:
        for tongue in _tongues(profile):
            _write_pages(profile, tongue, shared, out)
        (out / "records").mkdir(exist_ok=True)
        (out / "records" / "frame.json").write_text(_frame(profile, shared), "utf-8")
        (out / "404.html").write_text(_nowhere(profile, shared, base), "utf-8")
    except MissingWords as missing:
        raise SiteError(str(missing)) from missing
    (out / "robots.txt").write_text(_ROBOTS, "utf-8")
    (out / "config.json").write_text(json.dumps({"api": "/api"}), "utf-8")
