"""The pictures of the desk: ``python -m tests.desk.screenshots`` makes those in ``docs/desk/``.

It starts a service of its own with the embedded models (``--lexical``: without weights) and briefs
a sample story. Look at what it made.
"""

from __future__ import annotations

import argparse
import base64
import struct
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt
from playwright.sync_api import Browser, Page

from benchmarks.serving import service
from tests.desk.chromium import MISSING, chromium, path_of

FOLDER = Path(__file__).parent.parent.parent / "docs" / "desk"
WIDE, PHONE = (1280, 800), (390, 780)
STORY = "Ferry fire"


_PIXELS = """async (shot) => {
    const picture = await createImageBitmap(await (await fetch(shot)).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    canvas.drawImage(picture, 0, 0);
    const pixels = canvas.getImageData(0, 0, picture.width, picture.height).data;
    let text = "";
    for (let at = 0; at < pixels.length; at += 32768) {
        text += String.fromCharCode(...pixels.subarray(at, at + 32768));
    }
    return [picture.width, picture.height, btoa(text)];
}"""
"""Reads a picture in a blank page: no decoder of PNG is installed besides the browser's."""


def take(page: Page, path: Path) -> None:
    """Take a picture and keep it in 256 colours: a third of the bytes, and text looks the same."""
    blank = page.context.browser.new_page()  # type: ignore[union-attr]
    shot = base64.b64encode(page.screenshot()).decode()
    width, height, pixels = blank.evaluate(_PIXELS, f"data:image/png;base64,{shot}")
    blank.close()
    flat = np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(-1, 4)[:, :3]
    path.write_bytes(indexed(flat, width, height))


def indexed(pixels: npt.NDArray[np.uint8], width: int, height: int) -> bytes:
    """Return pixels (n by 3) as a PNG of at most 256 colours, each pixel in the nearest."""
    colours, places, counts = np.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    palette = colours[np.argsort(-counts)[:256]].astype(np.int32)
    apart = np.square(colours[:, None, :].astype(np.int32) - palette[None]).sum(axis=2)
    rows = apart.argmin(axis=1).astype(np.uint8)[places.reshape(-1)].reshape(height, width)
    lines = np.hstack([np.zeros((height, 1), np.uint8), rows])  # no filter
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    body = zlib.compress(lines.tobytes(), 9)
    chunks = ((b"IHDR", head), (b"PLTE", palette.astype(np.uint8).tobytes()), (b"IDAT", body))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*c) for c in (*chunks, (b"IEND", b"")))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


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
    shoot(browser, address, page.url, folder)


def shoot(browser: Browser, address: str, brief: str, folder: Path) -> None:
    """Take the pictures of a desk and of one of its briefs."""
    page = at(browser, brief, WIDE, "light")
    page.hover(".s:has(.disputed), .s")
    page.wait_for_selector(".ev.on")
    take(page, folder / "brief.png")
    page.goto(address)
    take(page, folder / "start.png")

    page = at(browser, brief, WIDE, "dark")
    page.evaluate("document.querySelector('#disagreements').scrollIntoView()")
    page.hover(".card blockquote")
    page.wait_for_selector(".ev.on")
    take(page, folder / "disagreements.png")
    page.goto(brief)
    page.evaluate("document.querySelector('#who').scrollIntoView()")
    take(page, folder / "matrix.png")

    page = at(browser, brief, PHONE, "light")
    take(page, folder / "phone.png")
    page.evaluate("document.querySelector('#disagreements').scrollIntoView()")
    take(page, folder / "phone-disagreements.png")


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
