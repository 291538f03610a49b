"""What all tests share: steady examples, and one deployment on the embedded cloud."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from infra.local.demo import Demo
    from infra.local.line import Line

# The same examples each time: a red run is red again, and nothing is as slow as its worst day.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


_TAIL = 60


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that fails on the embedded cloud shows what the functions said last."""
    report = yield
    arguments = getattr(item, "funcargs", {})
    demo = arguments.get("demo") or arguments.get("deployed")
    if report.failed and demo:
        for name in ("functions.log", "cloud.log"):
            # No function may have been called yet.
            if (log := demo.logs / name).exists():
                lines = log.read_text(errors="replace").splitlines()
                report.sections.append((name, "\n".join(lines[-_TAIL:])))
    return report


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The core on the embedded cloud, with a repository that is never asked."""
    from infra.local.demo import Plan, running  # noqa: PLC0415 - only marked tests pay for it
    from infra.local.target import Target  # noqa: PLC0415
    from tests.scripted import blank_page  # noqa: PLC0415

    nowhere = Target(url="http://127.0.0.1:9/api", page="http://127.0.0.1:9/", token="none")
    logs = tmp_path_factory.mktemp("deployed") / "logs"
    with running(Plan(logs=logs, render=blank_page, repository=nowhere)) as demo:
        yield demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The whole demo, page and all, for every test that drives a browser."""
    from infra.local.demo import Plan, running  # noqa: PLC0415 - only marked tests pay for it

    with running(Plan(logs=tmp_path_factory.mktemp("browser") / "logs")) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from tests.browsing import launched  # noqa: PLC0415 - only marked tests pay for it

    with launched() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    from tests.browsing import watched  # noqa: PLC0415 - only marked tests pay for it

    with watched(browser) as opened:
        yield opened


@pytest.fixture
def line() -> Iterator[Line]:
    """A good one, until it is told to be bad."""
    from infra.local.line import opened  # noqa: PLC0415 - only some tests pay for it

    with opened() as started:
        yield started
