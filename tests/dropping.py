"""Files and folders dropped on the page as a person does: from the disk, through the browser."""

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Locator


def drop(zone: Locator, paths: Sequence[Path]) -> None:
    """The browser itself reads the paths: a script's own drop can't carry a folder."""
    zone.scroll_into_view_if_needed()
    box = zone.bounding_box()
    assert box is not None
    session = zone.page.context.new_cdp_session(zone.page)
    files = [str(path) for path in paths]
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send(
            "Input.dispatchDragEvent",
            {
                "type": kind,
                "x": box["x"] + box["width"] / 2,
                "y": box["y"] + box["height"] / 2,
                "data": {"items": [], "files": files, "dragOperationsMask": 1},
            },
        )
    session.detach()
