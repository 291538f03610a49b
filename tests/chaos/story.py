"""A seed played from the invitation to the end, and, where it goes wrong, told in short.

What is promised: every byte arrives and one record has it, or somebody is asked, nothing is lost,
and trying again brings it home.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from infra.local.repository import drafts
from tests.chaos.browser import EDITABLE, MOVING, Browser, Kept
from tests.chaos.plan import HOUR, Plan, plan
from tests.chaos.scene import Scene
from tests.chaos.stage import Actor
from tests.chaos.trouble import Outage, Strike
from tests.chaos.watch import held
from zenferry.beside import CRATE_NAME
from zenferry.profile import HandOver
from zenferry.state import State
from zenferry.submission import Submission

__all__ = ["Played", "play", "shrunk", "told"]

DAY = 24 * HOUR
# A forward may take a day, and the schedule an hour more than that, when it is out of order.
LONGEST_FORWARD = 32 * HOUR
LONGEST = 20 * DAY
RETRIES = 12
Struck = Strike | Outage
Setting = Callable[[Plan, Path, frozenset[Struck] | None], Scene]
ENDS = {
    HandOver.REVIEW: State.IN_REVIEW,
    HandOver.DRAFT: State.DRAFT_READY,
    HandOver.PUBLISH: State.PUBLISHED,
}


@dataclass(frozen=True)
class Played:
    """What became of a seed. `wrong`: what was; empty when nothing."""

    seed: object
    struck: tuple[Struck, ...]
    wrong: str
    state: str
    retries: int


def play(
    seed: object, *, only: frozenset[Struck] | None = None, setting: Setting = Scene
) -> Played:
    """One seed, in a world of its own."""
    with tempfile.TemporaryDirectory() as directory:
        scene = setting(plan(seed), Path(directory), only)
        story = _Story(scene)
        wrong = ""
        try:
            story.tell()
        except AssertionError as failure:
            wrong = str(failure).partition("\n")[0] or repr(failure)
        except Exception as failure:  # whatever it is, its seed has to be told
            wrong = repr(failure)
        finally:
            scene.stage.close()
        state = str(scene.found.state) if scene.found else "nothing"
        return Played(seed, tuple(scene.trouble.struck), wrong, state, story.retries)


class _Story:
    def __init__(self, scene: Scene) -> None:
        self.scene, self.plan = scene, scene.plan
        self.kept = Kept()
        self.retries = 0
        self._moving_since: float | None = None

    def tell(self) -> None:
        self.scene.start_schedule()
        window = self.scene.begin("window", self._window)
        for number, at in enumerate(self.plan.reloads):
            self.scene.begin(f"crash {number}", self._crash, after=at)
        if self.plan.second is not None:
            self.scene.begin("second window", self._second, after=self.plan.second)
        if self.plan.cancels is not None:
            self.scene.begin("change of mind", self._withdrawn, after=self.plan.cancels)
        self._current = window
        self._until(self._quiet)
        self._calm()
        self._home()
        self._afterwards()

    def _window(self) -> None:
        browser = Browser(self.scene, self.kept)
        browser.deposit()
        seen = browser.wait(lambda found: found["state"] not in MOVING, 120)
        while seen["state"] == "needs_attention" and not seen["cancelling"]:
            if self.retries >= RETRIES or self.plan.weather.calm < self.scene.since():
                return
            self.scene.stage.sleep(HOUR)
            self.retries += 1
            self.plan.wanted.discard(self.plan.drops)
            browser.retry()
            seen = browser.wait(lambda found: found["state"] not in MOVING, 120)

    def _crash(self) -> None:
        """The window is gone in the midst of whatever it did; another is opened."""
        if self._current.done:
            return
        self._current.gone = True
        self._current = self.scene.begin("window, again", self._window, after=60)

    def _second(self) -> None:
        """The same deposit in another window, where there is one."""
        if self.kept.key:
            browser = Browser(self.scene, self.kept)
            browser.bring()
            browser.send()

    def _withdrawn(self) -> None:
        if self.kept.key:
            Browser(self.scene, self.kept).cancel()

    def _quiet(self) -> bool:
        found = self.scene.found
        active = [actor for actor in self.scene.running if not _over(actor)]
        return not active and found is not None and str(found.state) not in MOVING

    def _until(self, enough: Callable[[], bool]) -> None:
        begun = self.scene.since()
        end = begun + LONGEST
        while not enough():
            waited = self.scene.since() - begun
            self.scene.stage.sleep(min(max(60, waited / 20), HOUR))
            self._bounded()
            if self.scene.since() > end:
                raise AssertionError(f"never quiet: {self._who()}")

    def _who(self) -> str:
        found = self.scene.found
        active = [actor.name for actor in self.scene.running if not _over(actor)]
        return f"{found and found.state}, {active}"

    def _bounded(self) -> None:
        """Nothing hangs on its way."""
        found, now = self.scene.found, self.scene.since()
        if found is None or str(found.state) not in MOVING:
            self._moving_since = None
            return
        self._moving_since = self._moving_since or now
        if now - self._moving_since > LONGEST_FORWARD:
            raise AssertionError(f"hangs in {found.state} for {LONGEST_FORWARD / HOUR:.0f} h")

    def _calm(self) -> None:
        """No trouble from now on, but the little that always is."""
        while self.scene.since() < self.plan.weather.calm:
            self.scene.stage.sleep(600)
        outages = [outage.end for outage in self.plan.weather.outages]
        while self.scene.since() < max(outages, default=0):
            self.scene.stage.sleep(600)

    def _home(self) -> None:
        """In needs_attention nothing is lost, and trying again brings it home."""
        browser = Browser(self.scene, self.kept)
        for _ in range(RETRIES):
            found = self.scene.found
            assert found is not None
            if found.cancelling or str(found.state) not in EDITABLE:
                break
            self._nothing_lost()
            self.retries += 1
            again = browser.retry if found.state is State.NEEDS_ATTENTION else browser.send
            self.scene.stage.join([self.scene.begin("trying again", again)])
            self._until(self._quiet)
        self._until(self._ended)
        self._delivered()

    def _ended(self) -> bool:
        found = self.scene.found
        return found is not None and not found.cancelling and self._quiet()

    def _nothing_lost(self) -> None:
        found, store = self.scene.found, self.scene.staging.objects
        assert found is not None
        for file in found.files:
            key = f"staging/{found.id}/{file.id}"
            staged = found.transfer(file.id).staged and not file.ours
            if staged and store.get(key) not in self.plan.versions(file.path):
                raise AssertionError(f"the staged bytes of {file.path} are lost")
        if found.values != self.plan.values:
            raise AssertionError("the words are lost")

    def _delivered(self) -> None:
        found = self.scene.found
        assert found is not None
        if found.state is State.CANCELLED and self.kept.cancelled:
            return
        expected = {ENDS[self.plan.hand_over], State.PUBLISHED}
        problems = [problem.code for problem in found.problems]
        assert found.state in expected, f"ended as {found.state} for {problems}"
        self._whole_record()

    def _one_record(self) -> None:
        """In the end: one that the repository was slow to make may have been there for a while."""
        ours = self.scene.watch.ours()
        kept = [self._now.draft] if self._now.state is State.PUBLISHED else []
        assert [r.id for r in ours] == kept, f"{len(ours)} records instead of {len(kept)}"

    def _whole_record(self) -> None:
        there = held(self.scene.standin, self.scene.standin.state.records[str(self._now.draft)])
        wanted = {path: self.plan.disk[path] for path in self.plan.wanted}
        if self.plan.beside:
            assert there.pop(CRATE_NAME, b""), "the file beside the data is missing"
        assert there == wanted, f"arrived otherwise than sent: {sorted(there)}"

    def _afterwards(self) -> None:
        """Accepted, it becomes public; ended, the staging area is emptied, and not before."""
        found = self._under_review()
        standin = self.scene.standin
        if found.state is State.IN_REVIEW:
            found = self._declined(found) if self.plan.declines else found
            standin.accept(str(found.review))
        if found.state is State.DRAFT_READY:
            drafts.publish(standin.state, standin.state.users[0], str(found.draft))
        self._until(self._closed)
        self._one_record()
        if self._now.state is State.PUBLISHED:
            self._whole_record()
        assert not self.scene.staging.objects, "the staging area was never emptied"

    def _under_review(self) -> Submission:
        """A step that ran on too long may have withdrawn the review: that is seen, and mended."""
        requests = self.scene.standin.state.requests
        while self._now.state is State.IN_REVIEW and not requests[str(self._now.review)].open:
            self._until(lambda: self._now.state is not State.IN_REVIEW)
            self._home()
        return self._now

    def _declined(self, found: Submission) -> Submission:
        """Sent back by the curators, mended, and sent again."""
        self.scene.standin.decline(str(found.review))
        self._until(lambda: self._now.state is State.DECLINED)
        self._home()
        return self._under_review()

    @property
    def _now(self) -> Submission:
        found = self.scene.found
        assert found is not None
        return found

    def _closed(self) -> bool:
        found = self.scene.found
        return found is not None and found.due is None and self._quiet()


def _over(actor: Actor) -> bool:
    return actor.done or (actor.gone and actor.thread is None)


def shrunk(played: Played, setting: Setting = Scene, most: int = 120) -> Played:
    """The same failure with as few strikes as can be found in so many plays."""
    best, left = played, most
    size = max(1, len(best.struck) // 2)
    while left and size:
        for start in range(0, len(best.struck), size):
            fewer = frozenset((*best.struck[:start], *best.struck[start + size :]))
            left -= 1
            tried = play(played.seed, only=fewer, setting=setting)
            if tried.wrong and len(tried.struck) < len(best.struck):
                best = tried
                break
            if not left:
                break
        else:
            size //= 2
    return best


def told(played: Played) -> str:
    """For whoever has to mend it."""
    lines = "\n".join(f"  {struck}" for struck in played.struck)
    return (
        f"seed {played.seed}: {played.wrong} (it is {played.state})\n"
        f"struck were:\n{lines or '  nothing'}\n"
        f"To see it again: CHAOS_SEED={played.seed} pytest tests/test_chaos.py"
    )
