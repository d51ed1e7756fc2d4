"""The pictures of the desk: ``python -m tests.desk.screenshots`` makes those in ``docs/desk/``.

It starts a service of its own with the embedded models (``--lexical``: without weights) and briefs
a sample story. Look at what it made.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.serving import service
from tests.desk.chromium import MISSING, chromium, path_of

FOLDER = Path(__file__).parent.parent.parent / "docs" / "desk"
WIDE, PHONE = (1280, 800), (390, 780)
STORY = "Ferry fire"


def at(browser: Browser, url: str, size: tuple[int, int], scheme: str) -> Page:
    """Open a page in a window of a size, light or dark."""
    viewport = {"width": size[0], "height": size[1]}
    page = browser.new_page(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(url)
    return page


def pictures(browser: Browser, address: str, folder: Path) -> None:
    """Take all pictures."""
    page = at(browser, address, WIDE, "light")
    page.click(f"text={STORY}")
    page.wait_for_selector("#headline", timeout=300_000)
    brief = page.url
    page.hover(".s:has(.disputed), .s")
    page.wait_for_selector(".ev.on")
    page.screenshot(path=folder / "brief.png")
    page.goto(address)
    page.screenshot(path=folder / "start.png")

    page = at(browser, brief, WIDE, "dark")
    page.locator("#disagreements").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#disagreements').scrollIntoView()")
    page.hover(".card blockquote")
    page.wait_for_selector(".ev.on")
    page.screenshot(path=folder / "disagreements.png")
    page.goto(brief)
    page.evaluate("document.querySelector('#who').scrollIntoView()")
    page.screenshot(path=folder / "matrix.png")

    page = at(browser, brief, PHONE, "light")
    page.screenshot(path=folder / "phone.png")
    page.evaluate("document.querySelector('#disagreements').scrollIntoView()")
    page.screenshot(path=folder / "phone-disagreements.png")


def main() -> None:
    """Take them, and say how large they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lexical", action="store_true", help="without weights")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    args = parser.parse_args()
    path = path_of() or parser.error(MISSING)
    args.folder.mkdir(parents=True, exist_ok=True)
    with service(lexical=args.lexical) as served, chromium(path) as browser:
        pictures(browser, served.address, args.folder)
    for picture in sorted(args.folder.glob("*.png")):
        print(f"{picture.name} {picture.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
