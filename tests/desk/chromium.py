"""The Chromium of this machine: the desk is tested, measured and pictured with it."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "no Chromium here: `apt-get install chromium`, or name one in CHROMIUM"


def path_of() -> str | None:
    """Return where Chromium is, or None where there is none."""
    found = (os.environ.get("CHROMIUM"), *(shutil.which(name) for name in NAMES))
    return next(filter(None, found), None)


@contextlib.contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """Run Chromium until the end of the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
