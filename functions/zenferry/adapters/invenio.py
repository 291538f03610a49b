"""The repository, when it is an InvenioRDM: Zenodo, its sandbox, or another. Records API only.

https://inveniordm.docs.cern.ch/reference/rest_api_drafts_records/
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from zenferry.adapters.invenio_http import LONGEST_QUOTE, Refusal, Session
from zenferry.adapters.invenio_kept import with_what_stays
from zenferry.adapters.invenio_metadata import record_json
from zenferry.adapters.invenio_places import field_of, field_of_value, lost
from zenferry.adapters.invenio_records import draft_of, former_of, sent_file
from zenferry.adapters.invenio_reviews import comments_of, review_of
from zenferry.errors import Absent, NeedsAttention, NotNow
from zenferry.forwarding.stream import Body
from zenferry.metadata import Metadata
from zenferry.repository import (
    Comment,
    Community,
    Draft,
    Former,
    Review,
    ReviewState,
    SentFile,
)

__all__ = ["Invenio"]

DRAFTS_PAGE = 25
TIMELINE_PAGE = 25
# Should it be left behind, its owner shall know what it was.
_WHOSE = "Asked whose account this is; may be deleted"
# Where its own lists are; the others have an address of the same name.
_VOCABULARIES = {"licences": "vocabularies/licenses"}


class Invenio:
    """Speaks the records API over a session."""

    def __init__(self, session: Session) -> None:
        self._http = session
        self._known: dict[tuple[str, str], bool] = {}

    def account(self) -> str:
        try:
            return str(self._http.get("me")["id"])
        except (Absent, KeyError):
            return self._owner()

    def _owner(self) -> str:
        """Where it does not say who asks, a draft says whose it is."""
        draft = self._http.post("records", {"metadata": {"title": _WHOSE}})
        self.discard(draft["id"])
        return str(draft["parent"]["access"]["owned_by"]["user"])

    def create(self, title: str) -> Draft:
        body = {"metadata": {"title": title}, "files": {"enabled": True}}
        return draft_of(self._http.post("records", body))

    def titled(self, title: str) -> Iterator[Draft]:
        query = {
            "q": f'metadata.title:"{title}"',
            "is_published": "false",
            "size": str(DRAFTS_PAGE),
        }
        hits = self._http.get("user/records", query)["hits"]["hits"]
        drafts = (draft_of(hit) for hit in hits if not hit.get("is_published"))
        return (draft for draft in drafts if draft.title == title)

    def read(self, draft: str) -> Draft:
        return draft_of(self._either(f"records/{draft}/draft", f"records/{draft}"))

    def _either(self, of_draft: str, of_record: str) -> dict[str, Any]:
        """What there is of the draft, or else of the record, which may be open to all."""
        try:
            return self._http.get(of_draft)
        except Absent:
            return self._http.get(of_record)
        except NeedsAttention as denied:
            try:
                return self._http.get(of_record)
            except (Absent, NeedsAttention):
                raise denied from None

    def former(self, record: str) -> Former:
        whole = self._http.get(f"records/{record}")
        versions = self._http.get(f"records/{record}/versions", {"size": "1", "sort": "version"})
        mine = self._http.get("user/records", {"q": f'id:"{record}"', "is_published": "true"})
        return former_of(whole, versions, mine, changes_begun=self._changes_begun(record))

    def _changes_begun(self, record: str) -> bool:
        try:
            self._http.get(f"records/{record}/draft")
        except (Absent, NeedsAttention):
            # Who may not look at it has begun nothing.
            return False
        return True

    def new_version(self, record: str) -> Draft:
        return draft_of(self._changed(f"records/{record}/versions"))

    def edit(self, record: str) -> Draft:
        return draft_of(self._changed(f"records/{record}/draft"))

    def import_files(self, draft: str) -> None:
        self._changed(f"records/{draft}/draft/actions/files-import")

    def _changed(self, path: str, body: object = None) -> dict[str, Any]:
        try:
            return self._http.post(path, body)
        except Refusal as refusal:
            raise NeedsAttention("repository_forbids", words=_words(refusal)) from refusal

    def describe(
        self, draft: str, metadata: Metadata, sayable: Collection[str] | None = None
    ) -> None:
        body = record_json(metadata, self.knows)
        if sayable is not None:
            body = with_what_stays(body, self._http.get(f"records/{draft}/draft"), sayable)
        try:
            kept = self._put_draft(draft, body)
        except Refusal as refusal:
            raise _not_taken(body, refusal, metadata) from refusal
        for error in kept.get("errors", []):
            # Files come after the words: that there are none yet is no error.
            if not str(error["field"]).startswith("files"):
                raise _refused(error["field"], " ".join(map(str, error["messages"])), metadata)
        for path in lost({k: v for k, v in body.items() if k != "files"}, kept):
            raise NeedsAttention("repository_changed_words", field=field_of(path, metadata))

    def knows(self, vocabulary: str, identifier: str) -> bool:
        """Whether its own list has this id; what it lacks is sent as plain text."""
        asked = (vocabulary, identifier)
        if asked not in self._known:
            path = f"{_VOCABULARIES.get(vocabulary, vocabulary)}/{quote(identifier, safe='')}"
            try:
                self._http.get(path)
                self._known[asked] = True
            except (Absent, Refusal):
                self._known[asked] = False
        return self._known[asked]

    def _put_draft(self, draft: str, body: dict[str, object]) -> dict[str, Any]:
        try:
            return self._http.put(f"records/{draft}/draft", body)
        except Refusal:
            # A write that lost a race is answered as an invalid value: believed the second time.
            return self._http.put(f"records/{draft}/draft", body)

    def reserve_doi(self, draft: str) -> str:
        try:
            body = self._http.post(f"records/{draft}/draft/pids/doi")
        except Refusal:
            body = self._http.get(f"records/{draft}/draft")
        doi = draft_of(body).doi
        if not doi:
            raise NeedsAttention("no_doi_now")
        return doi

    def share(self, draft: str, until: str) -> str:
        asked = {"permission": "preview", "expires_at": until}
        token = self._changed(f"records/{draft}/access/links", asked)["token"]
        preview = self._http.get(f"records/{draft}/draft")["links"]["preview_html"]
        return f"{preview}&token={token}"

    def unshare(self, draft: str, link: str) -> None:
        path = f"records/{draft}/access/links"
        for each in self._http.get(path)["hits"]["hits"]:
            if link.endswith(f"&token={each['token']}"):
                with suppress(Absent):
                    self._http.delete(f"{path}/{each['id']}")

    def files(self, draft: str) -> Sequence[SentFile]:
        body = self._either(f"records/{draft}/draft/files", f"records/{draft}/files")
        return [sent_file(entry) for entry in body["entries"]]

    def announce(self, draft: str, names: Sequence[str]) -> None:
        try:
            self._http.post(f"records/{draft}/draft/files", [{"key": name} for name in names])
        except Refusal as refusal:
            raise NeedsAttention("record_full", field="files", words=_words(refusal)) from refusal

    def send(self, draft: str, name: str, body: Body) -> SentFile:
        path = f"records/{draft}/draft/files/{quote(name)}"
        try:
            answer = self._http.upload(f"{path}/content", body)
        except Refusal as refusal:
            raise _file_refused(name, refusal) from refusal
        except Absent as error:
            # The entry went while the bytes were on their way; the next try makes it anew.
            raise NotNow("repository_failed", status=404) from error
        if answer.get("errors"):
            # A 200 that is none: the entry is gone as well.
            raise NotNow("repository_failed", status=200)
        return self._committed(path)

    def _committed(self, path: str) -> SentFile:
        try:
            return sent_file(self._http.post(f"{path}/commit"))
        except Absent:
            # Content 200, then commit 404: seen on Zenodo, and over a moment later.
            pass
        try:
            return sent_file(self._http.post(f"{path}/commit"))
        except Absent as error:
            raise NotNow("repository_failed", status=404) from error

    def drop(self, draft: str, name: str) -> None:
        with suppress(Absent):
            self._http.delete(f"records/{draft}/draft/files/{quote(name)}")

    def community(self, slug: str) -> Community:
        found = self._http.get(f"communities/{quote(slug, safe='')}")
        may = found.get("ui", {}).get("permissions", {})
        return Community(
            id=found["id"],
            slug=found["slug"],
            title=found["metadata"]["title"],
            reviews_all=found["access"]["review_policy"] == "closed",
            # What an instance does not tell is taken for the worse.
            may_skip_review=may.get("can_include_directly", True),
        )

    def submit(self, draft: str, community: Community) -> Review:
        receiver = {"receiver": {"community": community.id}, "type": "community-submission"}
        try:
            self._http.put(f"records/{draft}/draft/review", receiver)
            # Said even where it is the rule: with it, nobody's role publishes at once.
            asked = {"require_review": True}
            return review_of(self._http.post(f"records/{draft}/draft/actions/submit-review", asked))
        except Refusal as refusal:
            for field, words in refusal.errors:
                raise _refused(field, words) from refusal
            raise NeedsAttention("repository_forbids", words=_words(refusal)) from refusal

    def review(self, draft: str) -> Review:
        return review_of(self._http.get(f"records/{draft}/draft/review"))

    def follow(self, review: str) -> Review:
        return review_of(self._http.get(f"requests/{review}"))

    def comments(self, review: Review) -> Sequence[Comment]:
        newest = {"sort": "newest", "size": str(TIMELINE_PAGE)}
        return comments_of(self._http.get(f"requests/{review.id}/timeline", newest), review)

    def withdraw(self, review: str) -> None:
        try:
            self._http.post(f"requests/{review}/actions/cancel")
        except (Refusal, Absent, NeedsAttention):
            if self.follow(review).state is ReviewState.OPEN:
                raise

    def publish(self, draft: str) -> Draft:
        try:
            return draft_of(self._http.post(f"records/{draft}/draft/actions/publish"))
        except Absent:
            return draft_of(self._http.get(f"records/{draft}"))
        except Refusal as refusal:
            for field, words in refusal.errors:
                raise _refused(field, words) from refusal
            raise NeedsAttention("repository_forbids", words=_words(refusal)) from refusal

    def discard(self, draft: str) -> None:
        with suppress(Absent):
            self._http.delete(f"records/{draft}/draft")


def _words(refusal: Refusal) -> str:
    return (" ".join(words for _, words in refusal.errors) or refusal.words)[:LONGEST_QUOTE]


def _refused(their_field: str, words: str, metadata: Metadata | None = None) -> NeedsAttention:
    ours = field_of(their_field, metadata)
    return NeedsAttention("repository_refused", field=ours, words=words[:LONGEST_QUOTE])


def _not_taken(body: dict[str, object], refusal: Refusal, metadata: Metadata) -> NeedsAttention:
    for field, words in refusal.errors:
        return _refused(field, words, metadata)
    # "Invalid value datasets." names an unknown vocabulary id, and not where it stands.
    value = refusal.words.removeprefix("Invalid value ").removesuffix(".")
    ours = field_of_value(body, value, metadata)
    return NeedsAttention("repository_refused", field=ours, words=refusal.words)


def _file_refused(name: str, refusal: Refusal) -> NeedsAttention | NotNow:
    if "smaller than expected" in refusal.words:
        return NotNow("repository_failed", status=400)
    return NeedsAttention(
        "repository_refused_file", field="files", path=name, words=_words(refusal)
    )
