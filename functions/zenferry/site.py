"""A profile, the form and the templates become a static site.

It knows no cloud and calls no API: what it writes can be served by anything that sends the
headers of site_headers.py.
"""

import base64
import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from zenferry import site_look
from zenferry.fields import SECTIONS
from zenferry.form import Form, read_checked
from zenferry.profile import Profile
from zenferry.site_headers import headers, policy

__all__ = ["SiteError", "headers", "render"]

_ROOT = Path(__file__).parents[2]
_TEMPLATES = _ROOT / "templates"
_ASSETS = _ROOT / "frontend" / "dist"
# Nothing here is for a search engine: links to deposits are secrets.
_ROBOTS = "User-agent: *\nDisallow: /\n"
_LEGAL = ("privacy", "imprint", "accessibility")


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


def _size(count: int) -> str:
    for unit, factor in (("TB", 10**12), ("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= factor:
            return f"{count / factor:.3g} {unit}"
    return f"{count} bytes"


def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["size"] = _size
    # jinja2's type stubs don't know what its own extension adds.
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return environment


def _pages() -> dict[str, str]:
    return {"": "form.html", "status": "status.html", **dict.fromkeys(_LEGAL, "legal.html")}


def _write(out: Path, folder: str, text: str) -> None:
    (out / folder).mkdir(parents=True, exist_ok=True)
    (out / folder / "index.html").write_text(text, "utf-8")


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
    context = {
        "profile": profile,
        "form": Form(profile, lambda: datetime.now(UTC).date()),
        "sections": SECTIONS,
        "assets": _assets(profile, assets, out),
        "policy": policy(staging_origin),
        "language": profile.languages[0],
    }
    environment = _templates()
    for folder, template in _pages().items():
        here = {"page": folder, "root": "../" if folder else "./"}
        _write(out, folder, environment.get_template(template).render(context, **here))
    nowhere = environment.get_template("nowhere.html")
    (out / "404.html").write_text(nowhere.render(context, page="nowhere", root=base), "utf-8")
    (out / "robots.txt").write_text(_ROBOTS, "utf-8")
    (out / "config.json").write_text(json.dumps({"api": "/api"}), "utf-8")
