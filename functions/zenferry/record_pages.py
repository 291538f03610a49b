"""The records as a site: lists, a page each, files to load, a feed. It asks nobody for anything.

What stands around each page was rendered with the site; here its gaps are filled in. What strangers
wrote is text, in every one of these files: nothing here takes it for markup.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup, escape

from zenferry.fields.choices import RESOURCE_TYPES
from zenferry.languages import spoken
from zenferry.page_templates import page_templates
from zenferry.profile import Profile
from zenferry.records.citation import citation, doi_address
from zenferry.records.exports import as_bibtex, as_csv, as_json, cited, short
from zenferry.records.feed import atom, sitemap
from zenferry.records.linked import as_linked
from zenferry.records.publishing import Written
from zenferry.records.registry import Entry, Work

__all__ = ["RecordPages"]

A_PAGE = 100
_NAMED = 6
_HTML = "text/html; charset=utf-8"
_MAP_MOST = 50_000


@dataclass(frozen=True)
class _Language:
    """`frame`: text and names of gaps by turns; `folder`: where its pages lie, below records/.

    `decimal`: what stands before tenths.
    """

    code: str
    folder: str
    frame: Sequence[str]
    words: Mapping[str, str]
    decimal: str = "."

    def filled(self, **gaps: str) -> bytes:
        parts = [gaps[part] if at % 2 else part for at, part in enumerate(self.frame)]
        return "".join(parts).encode(errors="replace")


class RecordPages:
    """`page`: the address of the deposit page, with a slash at its end."""

    def __init__(self, profile: Profile, page: str) -> None:
        self._profile, self._page = profile, page

    def render(self, frame: bytes, works: Sequence[Work]) -> Iterator[Written]:
        """All files; those that lead to others come after them."""
        languages = [_Language(**each) for each in json.loads(frame)["languages"]]
        texts = [_Texts(self._profile, self._page, each, len(languages)) for each in languages]
        for text in texts:
            yield from (text.record(work) for work in works)
        yield from self._files(works, texts)
        for text in texts:
            yield from text.lists(works)

    def _files(self, works: Sequence[Work], texts: Sequence["_Texts"]) -> Iterator[Written]:
        entries = [entry for work in works for entry in (work.latest, *work.older)]
        address, first = f"{self._page}records/", texts[0]
        lists = [f"{address}{text.folder}" for text in texts]
        news = atom(works, title=first.feed_title, author=first.consortium, page=address)
        where = sitemap(works[:_MAP_MOST], lists=lists, page=address)
        yield _file("records.json", as_json(entries), "application/json")
        yield _file("records.csv", as_csv(entries), "text/csv; charset=utf-8")
        yield _file("records.bib", as_bibtex(entries), "application/x-bibtex; charset=utf-8")
        yield _file("feed.xml", news, "application/atom+xml; charset=utf-8")
        yield _file("sitemap.xml", where, "application/xml")
        yield _file("index.json", short(works), "application/json")


def _file(name: str, text: str, kind: str) -> Written:
    return Written(name, text.encode(errors="replace"), kind)


class _Texts:
    """The pages of one language."""

    def __init__(self, profile: Profile, page: str, language: _Language, languages: int) -> None:
        self._profile, self._language = profile.told_in(language.code), language
        self._page = page
        self._first = not language.folder
        self._several = languages > 1
        self._types = _types(language.code)
        self._environment = self._made()

    @property
    def folder(self) -> str:
        return self._language.folder

    @property
    def consortium(self) -> str:
        return self._profile.consortium.name

    @property
    def feed_title(self) -> str:
        return f"{self.consortium}: {self._said('Published records')}"

    def _said(self, text: str) -> str:
        return self._language.words.get(text) or text

    def _made(self) -> Environment:
        made = page_templates(self._said, self._number)
        made.globals |= {
            "consortium": self._profile.consortium.name,
            "doi_address": doi_address,
            "people_told": self._people,
            "type_told": self._type,
            # The files of all languages lie where the first one's pages are.
            "up": "" if self._first else "../",
        }
        return made

    def _number(self, number: float) -> str:
        return f"{number:.15g}".replace(".", self._language.decimal)

    def _type(self, kind: str) -> str:
        return self._types.get(kind, kind)

    def _people(self, entry: Entry) -> str:
        named = "; ".join(who.name for who in entry.people[:_NAMED])
        more = len(entry.people) - _NAMED
        return f"{named}; + {more}" if more > 0 else named

    def record(self, work: Work) -> Written:
        """The page of one record."""
        entry = work.latest
        main = self._environment.get_template("records/record.html").render(
            entry=entry,
            older=work.older,
            repository=self._repository(entry.repository),
            citation=citation(entry),
            bibtex=cited(entry),
        )
        address = f"{self._page}records/{self.folder}{entry.id}.html"
        head = Markup('<link rel="canonical" href="{}">{}').format(
            f"{self._page}records/{entry.id}.html", self._linked(work, address)
        )
        return self._filled(f"{entry.id}.html", entry.title, main, head=head, entry=entry)

    def _linked(self, work: Work, address: str) -> Markup:
        # As data: no browser runs it, and no policy asks about it.
        told = Markup(as_linked(work, address))  # noqa: S704 - escaped where it is made
        return Markup('\n<script type="application/ld+json">\n{}\n</script>').format(told)

    def _filled(
        self, name: str, title: str, main: str, *, head: str = "", data: str = "", **about: Entry
    ) -> Written:
        hidden = any(entry.practice for entry in about.values())
        content = self._language.filled(
            title=str(escape(title)),
            # What is only practice is for no search engine.
            robots="noindex" if hidden else "index, follow",
            head=str(head),
            main=main,
            data=data,
            file="" if name == "index.html" else name,
        )
        return Written(f"{self.folder}{name}", content, _HTML)

    def _repository(self, key: str) -> str:
        names = {each.key: each.name for each in self._profile.repositories}
        return names.get(key, key)

    def lists(self, works: Sequence[Work]) -> Iterator[Written]:
        """The list, a hundred a page: without a script it is all there is. The first page last."""
        pages = max(1, -(-len(works) // A_PAGE))
        for number in range(pages, 0, -1):
            some = works[(number - 1) * A_PAGE : number * A_PAGE]
            yield self._list(some, number, pages, len(works))

    def _list(self, works: Sequence[Work], number: int, pages: int, count: int) -> Written:
        name = "index.html" if number == 1 else f"page-{number}.html"
        main = self._environment.get_template("records/list.html").render(
            works=works,
            number=number,
            pages=pages,
            count=count,
            repository=self._profile.repositories[0].name,
        )
        data = self._environment.get_template("words/records.html").render(types=self._types)
        return self._filled(name, self._said("Published records"), main, data=data)


def _types(language: str) -> Mapping[str, str]:
    told = spoken(language).form
    return {each.value: told.get(each.label) or each.label for each in RESOURCE_TYPES}
