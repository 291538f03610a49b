"""What a depositor does with a submission: open, describe, send, try again, withdraw.

It knows the rules of a deposit; it does not know HTTP, nor who keeps things.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zenferry.access import Invitation, Invitations, Spend, hashed, new_secret, same_secret
from zenferry.curation.log import DEPOSITOR, LogEntry
from zenferry.errors import Absent, Conflict, Denied, Invalid, NotNow, Problem, Refused, Stale
from zenferry.form import Form, Values
from zenferry.forwarding.at_once import AtOnce
from zenferry.forwarding.queue import Queue
from zenferry.profile import Limits, Profile
from zenferry.state import ARRIVED, ENDED, STOPPED, State
from zenferry.submission import Agreed, Submission
from zenferry.submissions import Job, Submissions, Workflow
from zenferry.transfer import TransferState
from zenferry.update import update
from zenferry.uploads.keeping import Keeping
from zenferry.uploads.room import room
from zenferry.versions.basis import Basis

__all__ = ["Admitted", "Deposits", "Opened"]

# A client that lost this many answers to its own opening is not a client with bad luck.
MOST_KEYS = 5
# A start that was not taken is made up for by the schedule after this long.
LATE_START = timedelta(minutes=2)
# All its bytes have come; the store is not done with them.
_LACKS = {TransferState.COMPLETING: "still_completing"}
# Those who wait are found by their queue; this is for the one whose queue has gone.
LONGEST_IN_LINE = timedelta(days=1)
# Where somebody waits for a curator's look, whether they still do is looked at so often.
LOOKED_AT_DAILY = timedelta(days=1)


@dataclass(frozen=True)
class Admitted:
    """By what a deposit is opened: what counts it; of an own account also where, and which.

    `basis`: the published record that it is bound to go on from.
    """

    counted: str
    place: str = ""
    account: str = ""
    basis: Basis | None = None


@dataclass(frozen=True)
class Opened:
    """An opened submission and its key, told once. `fresh` is false when it was asked again."""

    key: str
    submission: Submission
    fresh: bool


@dataclass(frozen=True, kw_only=True)
class Deposits:
    """The acts of a depositor, over what keeps submissions and invitations and runs the forward."""

    submissions: Submissions
    invitations: Invitations
    workflow: Workflow
    queue: Queue
    at_once: AtOnce
    form: Form
    profile: Profile
    keeping: Keeping
    now: Callable[[], datetime]

    def open(self, submission: str, invitation: str, nonce: str, language: str) -> Opened:
        """A new submission under the client's id, by invitation."""
        row = self._invitation(invitation)
        by = Admitted(row.hash, row.basis.repository if row.basis else "", basis=row.basis)
        return self.admit(by, submission, nonce, language)

    def admit(self, by: Admitted, submission: str, nonce: str, language: str) -> Opened:
        """The same by whatever lets in; counted once however often it is asked for."""
        key = new_secret()
        created = self.now()
        new = Submission(
            id=submission,
            invitation=by.counted,
            place=by.place,
            account=by.account,
            nonce=hashed(nonce),
            keys=(hashed(key),),
            created=created,
            expires=created,
            language=language,
            basis=by.basis,
        )
        fresh = self.keeping.begun(new).note(created, "opened")
        try:
            entry = LogEntry(created, DEPOSITOR, "opened", submission)
            self.submissions.add(fresh, Spend(by.counted, created, deposits=1), entry)
        except Conflict as taken:
            if taken.code != "id_taken":
                raise NotNow("busy", retry_after=1) from taken
            return Opened(key, self._open_again(fresh, nonce), fresh=False)
        return Opened(key, fresh, fresh=True)

    def _invitation(self, secret: str) -> Invitation:
        try:
            row = self.invitations.get(hashed(secret))
        except Absent as error:
            raise Refused("invitation") from error
        if not row.opens(self.now()):
            raise Refused("invitation")
        return row

    def _open_again(self, fresh: Submission, nonce: str) -> Submission:
        """One more key, for whoever opened it and never heard so, while it is still untouched."""

        def one_more_key(old: Submission) -> Submission:
            ours = same_secret(nonce, old.nonce) and old.invitation == fresh.invitation
            untouched = not old.revision and not old.files and old.state is State.DRAFT
            if not (ours and untouched and len(old.keys) < MOST_KEYS):
                raise Conflict("id_taken")
            return replace(old, keys=(*old.keys, *fresh.keys))

        return update(self.submissions, fresh.id, one_more_key)

    def authorised(self, submission: str, key: str) -> Submission:
        """The submission, for who holds a key to it. Denied also when there is none."""
        try:
            found = self.submissions.get(submission)
        except Absent as error:
            raise Denied from error
        if not any(same_secret(key, stored) for stored in found.keys):
            raise Denied
        return self._confirmed(found, hashed(key))

    def _confirmed(self, found: Submission, key: str) -> Submission:
        """Who opens a mail's link has read the mail: the address is theirs. Noted once."""
        if key not in found.proofs:
            return found

        def shown(old: Submission) -> Submission:
            # Another address may have been left since.
            return replace(old, confirmed=True, proofs=()) if key in old.proofs else old

        with suppress(NotNow):
            return update(self.submissions, found.id, shown)
        return found

    def save(self, submission: str, values: Values, revision: int) -> Submission:
        """Keep what was typed, right or wrong, if nobody saved since `revision`."""

        def typed(old: Submission) -> Submission:
            if not old.editable:
                raise Conflict("not_editable", state=old.state)
            if old.revision != revision:
                raise Stale(old.revision)
            kept = self.keeping.worked_on(old, self.now())
            # What a curator let go were other words.
            return replace(kept, values=values, revision=revision + 1, approved=False)

        return update(self.submissions, submission, typed)

    def ends_soon(self, submission: Submission) -> bool:
        """Whether it will be deleted in the next days, if nobody does anything."""
        return self.keeping.ends_soon(submission, self.now())

    def limits(self, submission: Submission) -> Limits:
        """What it may hold of files; the profile's own where nobody says what is left."""
        limits = self.profile.limits
        with suppress(Absent, NotNow):
            return room(submission, self.invitations.get(submission.invitation), limits)
        return limits

    def problems(self, submission: Submission) -> tuple[Problem, ...]:
        """All that stands between the submission and sending it."""
        files = [] if any(not f.ours for f in submission.files) else [Problem("files", "no_files")]
        unfinished = ((f, submission.transfer(f.id)) for f in submission.files)
        files += [
            Problem(f"files.{f.id}", _LACKS.get(t.state, "not_uploaded"), {"path": f.path})
            for f, t in unfinished
            if not t.staged
        ]
        return (*self.form.judge(submission.values), *self._moved(submission), *files)

    def _moved(self, submission: Submission) -> list[Problem]:
        """A draft, and perhaps its DOI, is at one repository already; another was chosen since."""
        chosen = submission.values.get("repository") or submission.place
        if not submission.place or chosen == submission.place:
            return []
        settled = self.profile.at(submission.place).repository.name
        return [Problem("repository", "repository_settled", {"settled": settled})]

    def submit(
        self, submission: str, language: str = "", *, entry: LogEntry | None = None
    ) -> Submission:
        """Send it, once: checked whole, and on its way. Its words were read in this language.

        Where curators have a look first, it waits for them.
        """

        def sent(old: Submission) -> Submission:
            if old.state in ARRIVED:
                return old
            if not old.editable or old.expires <= self.now():
                raise Conflict("cannot_submit", state=old.state)
            if problems := self.problems(old):
                raise Invalid(problems)
            return self._sent(old, language or old.language)

        return self.on_its_way(update(self.submissions, submission, sent, entry=entry))

    def on_its_way(self, kept: Submission) -> Submission:
        """Let it begin at once, if it waits and there is a place."""
        if kept.waiting:
            self.queue.sent(kept)
        return kept

    def _sent(self, old: Submission, language: str) -> Submission:
        now = self.now()
        agreement = self.profile.told_in(language).agreement
        # What was agreed to first holds; trying again is no new agreement.
        agreed = old.agreed or Agreed(now, agreement.version, agreement.points)
        # What is public already changes by a curator's leave alone.
        if (self.profile.curation.look or old.basis) and not old.approved:
            looked_at = old.move(State.AWAITING_APPROVAL, now)
            return replace(looked_at, agreed=agreed, due=now + LOOKED_AT_DAILY)
        code = "submitted" if old.state is State.DRAFT else "retried"
        return replace(self.in_line(old, code), agreed=agreed)

    def in_line(self, old: Submission, code: str) -> Submission:
        """The same, waiting for its turn on the way to the repository."""
        now = self.now()
        queue = self.profile.at(*old.destination).repository.key
        return replace(
            old.move(State.SUBMITTED, now, code),
            attempt=old.attempt + 1,
            queue=queue,
            turn=self.queue.turn(queue, old.invitation),
            due=now + LONGEST_IN_LINE,
        )

    def retry(
        self, submission: str, language: str = "", *, entry: LogEntry | None = None
    ) -> Submission:
        """Go on from where it stopped."""
        found = self.submissions.get(submission)
        if found.state in STOPPED | ARRIVED:
            return self.submit(submission, language, entry=entry)
        raise Conflict("cannot_retry", state=found.state)

    def cancel(
        self, submission: str, code: str = "cancel_asked", *, entry: LogEntry | None = None
    ) -> Submission:
        """Withdraw it. A forward under way hears of it and does it; else one is started for it."""

        def asked(old: Submission) -> Submission:
            if old.cancelling or old.state is State.CANCELLED:
                return old
            if old.state in ENDED:
                raise Conflict("cannot_cancel", state=old.state)
            now = self.now()
            asked = replace(old, cancelling=True).note(now, code)
            if old.state is State.FORWARDING:
                # The execution under way hears of it; should it die, the schedule knows when.
                return asked
            # One that waits leaves its queue; should it have been started, it is too late now.
            return replace(asked, attempt=old.attempt + 1, due=now + LATE_START)

        found = update(self.submissions, submission, asked, entry=entry)
        if found.state is not State.FORWARDING and found.state not in ENDED:
            self.workflow.start(found.id, found.attempt, Job.CANCEL)
        return found

    def take_over(self, submission: str) -> Submission:
        """List the files of the record it goes on from; at first its words come with them."""
        found = self.submissions.get(submission)
        if not found.basis or not found.editable:
            raise Conflict("not_editable", state=found.state)
        self.at_once.to_ask("former", submission)
        self.workflow.take_over(submission)
        return self.submissions.get(submission)

    def reserve_doi(self, submission: str) -> str:
        """The DOI the record will have, to be cited before it is sent."""
        found = self.submissions.get(submission)
        if found.doi:
            return found.doi
        if not found.editable:
            raise Conflict("not_editable", state=found.state)
        self.at_once.to_ask("doi", submission)
        return self.workflow.reserve_doi(submission)
