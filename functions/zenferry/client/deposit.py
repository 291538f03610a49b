"""A deposit from its opening to its end: each step looks first at what is true already.

So the same run again goes on where the last one stopped, however it was stopped. It knows no
terminal and no arguments.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field

from zenferry.client.api import Api, DepositApi, Json, Said, Unsure
from zenferry.client.around import Waiting
from zenferry.client.files import LocalFile
from zenferry.client.journal import Journal
from zenferry.client.register import Registered, reconciled
from zenferry.client.telling import Event, Listener, Silence
from zenferry.client.trouble import Later, NeedsSomebody, NotTaken, Problem, Usage
from zenferry.client.upload import Means, Upload
from zenferry.client.words import checksum

__all__ = ["OVER", "STOPPED", "Depositing", "Wish", "somebodys_turn"]

STOPPED = ("returned", "needs_attention", "declined")
OVER = ("cancelled", "expired")
ENDED = ("published", *OVER)


@dataclass(frozen=True)
class Wish:
    """What is wanted. `retry`: go on where it needed attention; `overwrite`: ours are the words.

    `opens`: what opens the deposit, as in link.py.
    """

    opens: Mapping[str, str] = field(repr=False)
    values: Json
    files: Sequence[LocalFile]
    submit: bool = True
    retry: bool = False
    overwrite: bool = False


class Depositing:
    """Brings one deposit on its way. Once run, `journal.entry` has its id and its key."""

    def __init__(
        self,
        api: Api,
        journal: Journal,
        telling: Listener | None = None,
        *,
        pool: Executor,
        at_once: int = 4,
    ) -> None:
        self._api = api
        self._journal = journal
        self._telling = telling or Silence()
        self._pool = pool
        self._at_once = at_once

    def run(self, wish: Wish) -> Json:
        """The deposit as it is then; Trouble says what stands in the way."""
        found = self._filled(self._opened(wish))
        if not _open_to_change(found, wish):
            return found
        deposit = self.deposit
        found = self._saved(deposit, found, wish)
        self._check_words(found, wish)
        self._upload(deposit, found, wish.files)
        if not wish.submit:
            return self._noted(deposit.look())
        return self._submitted(deposit, found)

    @property
    def deposit(self) -> DepositApi:
        """The calls on it, once it is opened."""
        return self._api.deposit(self._journal.entry.id, self._journal.entry.key)

    def _opened(self, wish: Wish) -> Json:
        if "key" in wish.opens:
            self._journal.take_up(wish.opens["submission"], wish.opens["key"])
        if self._journal.entry.key:
            self._tell("continued", "Going on with the deposit that was begun.")
            return self._noted(self.deposit.look())
        # Before the first call: what is not kept could not be asked for again.
        self._journal.write()
        entry = self._journal.entry
        opened = self._asked_open(wish.opens)
        self._journal.note(key=str(opened["key"]))
        self._tell("opened", "The deposit is open.", submission=entry.id)
        place = str(self._journal.place)
        self._tell("journal", f"To go on later, this is kept in {place}", journal=place)
        return self._noted(opened["submission"])

    def _asked_open(self, opens: Mapping[str, str]) -> Json:
        entry = self._journal.entry
        try:
            return self._api.open(entry.id, opens, entry.nonce)
        except Said as error:
            if any(problem.field == "invitation" for problem in error.problems):
                raise Usage(
                    "The invitation link is wrong: a piece of it is missing or mistyped. "
                    "Copy it again, whole."
                ) from error
            raise

    def _filled(self, found: Json) -> Json:
        """What goes on from a published record begins with its words and files, as on the page."""
        if not found["basis"] or found["basis"]["listed"] or "edit" not in found["actions"]:
            return found
        self._tell("listed", f"It goes on from {found['basis']['url']}, and has its files.")
        return self.deposit.take_over()

    def _noted(self, found: Json) -> Json:
        """Of a deposit that is over the key opens nothing that matters: only the receipt stays."""
        if found["state"] in ENDED and not self._journal.entry.ended:
            self._journal.note(ended=found["state"])
        return found

    def _saved(self, deposit: DepositApi, found: Json, wish: Wish) -> Json:
        waiting = Waiting(self._api.around)
        while True:
            if found["metadata"] == wish.values or not self._ours_to_save(found, wish):
                return found
            # Noted first: whose words they are is asked when the answer is lost.
            mine = checksum(wish.values)
            if mine not in self._journal.entry.words[-1:]:
                self._journal.note(words=(*self._journal.entry.words, mine))
            try:
                deposit.save(wish.values, found["revision"])
                self._tell("words_saved", "The description is saved.")
                return deposit.look()
            except Unsure:
                reason = "The description could not be saved."
            except Said as error:
                if error.status != 412:
                    raise
                reason = str(error)
            if not waiting.again():
                raise Later(reason)
            found = deposit.look()

    def _ours_to_save(self, found: Json, wish: Wish) -> bool:
        """False where the words were changed elsewhere, and not here."""
        kept = self._journal.entry.words
        # The first words of what goes on from a published record are that record's.
        written = found["revision"] > (1 if found["basis"] else 0)
        theirs = written and checksum(found["metadata"]) not in kept
        if not theirs or wish.overwrite:
            return True
        if kept[-1:] == (checksum(wish.values),):
            self._tell("words_theirs", "The description was changed on the page since: that stays.")
            return False
        what = (
            "was changed here, and on the page as well" if kept else "there is another than yours"
        )
        raise NotTaken(
            f"The description {what}. Take over there what is new, or run this again with "
            "--overwrite to replace it by yours."
        )

    def _check_words(self, found: Json, wish: Wish) -> None:
        """Before a byte is sent for a description that would not be taken."""
        if not wish.submit:
            return
        problems = [
            Problem(problem["field"], problem["message"])
            for problem in found["problems"]
            if problem["field"].partition(".")[0] != "files"
        ]
        if problems:
            helped = list(self._api.form().helped(problems))
            raise NotTaken("The description needs another look. Nothing was sent yet.", helped)

    def _upload(self, deposit: DepositApi, found: Json, files: Sequence[LocalFile]) -> None:
        registered = reconciled(found, files, self._journal, deposit, self._api.language)
        for path in registered.replaced:
            self._tell("file_replaced", f"{path} is not what was sent before: it is sent anew.")
        for path in registered.dropped:
            self._tell("file_dropped", f"{path} is not here any more: it was taken out.")
        for path in registered.others:
            self._tell("file_stays", f"{path} was not sent from here: it stays.")
        self._send(deposit, registered, batch=found["limits"]["part_batch"])

    def _send(self, deposit: DepositApi, registered: Registered, *, batch: int) -> None:
        telling = self._telling
        means = Means(
            api=deposit,
            line=self._api.line,
            around=self._api.around,
            pool=self._pool,
            moved=telling.moved,
            staged=lambda file: self._tell("file_staged", f"{file.path} is there.", path=file.path),
            batch=batch,
            at_once=self._at_once,
        )
        telling.begin(registered.there, registered.total)
        try:
            problems = Upload(registered.going, means).run()
        finally:
            telling.end()
        if problems:
            raise NotTaken("Some files could not be sent.", problems)

    def _submitted(self, deposit: DepositApi, found: Json) -> Json:
        act = "retry" if found["state"] in STOPPED else "submit"
        found = self._noted(deposit.act(act))
        self._tell("submitted", "Everything is sent. The deposit is on its way.")
        return found

    def _tell(self, name: str, text: str, **facts: object) -> None:
        self._telling.tell(Event(name, text, facts))


def _open_to_change(found: Json, wish: Wish) -> bool:
    """False where it is on its way already, so that there is nothing to do."""
    state = found["state"]
    if state in OVER:
        raise NotTaken(f"This deposit is over ({state}). --new opens another one.")
    if state in STOPPED and not wish.retry:
        raise somebodys_turn(found)
    return "edit" in found["actions"]


def somebodys_turn(found: Json) -> NeedsSomebody:
    """Why it stopped, and what to do."""
    message = (found["attention"] or {}).get("message") or "The curators sent the deposit back."
    return NeedsSomebody(
        f"{message} Mend it here or on the page, then run this again with --retry."
    )
