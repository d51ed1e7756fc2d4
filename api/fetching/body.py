"""The body of an answer, read within bounds: counted as it comes and as it unfolds."""

from __future__ import annotations

import zlib

import httpx

from api.fetching.errors import Unusable

ACCEPT_ENCODING = "gzip"
"""The one compression that is asked for. httpx could undo more, but only chunk by chunk: a small
chunk may hold a large page, and a page that is compressed twice a whole disk."""

_GZIP = frozenset({"gzip", "x-gzip"})
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


async def read_body(response: httpx.Response, most: int) -> bytes:
    """Return the body, decompressed, of at most ``most`` bytes.

    Raises:
        Unusable: it is larger, or compressed in another way, or not as it says.
    """
    promised = response.headers.get("content-length", "")
    if promised.isdecimal() and int(promised) > most:
        raise too_large(most)
    unfold = _unfolding(response.headers.get("content-encoding", ""), most)
    body, came = bytearray(), 0
    async for chunk in response.aiter_raw():
        came += len(chunk)
        body += unfold.more(chunk)
        if max(came, len(body)) > most:
            raise too_large(most)
    unfold.end()
    return bytes(body)


def too_large(most: int) -> Unusable:
    """Return what is said of a page that is too large."""
    return Unusable(f"the page has more than {most:,} bytes")


def _unfolding(header: str, most: int) -> _Plain | _Gzip:
    coding = header.strip().lower()
    if coding in _GZIP:
        return _Gzip(most)
    if coding in {"", "identity"}:
        return _Plain()
    raise Unusable("the page is compressed in a way that was not asked for")


class _Plain:
    """Not compressed."""

    def more(self, chunk: bytes) -> bytes:
        return chunk

    def end(self) -> None:
        return


class _Gzip:
    """Compressed; no chunk unfolds to more than one byte over the limit."""

    def __init__(self, most: int) -> None:
        self._room = most + 1
        self._stream = zlib.decompressobj(_GZIP_WINDOW)

    def more(self, chunk: bytes) -> bytes:
        try:
            found = self._stream.decompress(chunk, max(1, self._room))
        except zlib.error:
            raise self._broken() from None
        self._room -= len(found)
        if self._stream.unused_data:
            raise self._broken()
        return found

    def end(self) -> None:
        if not self._stream.eof:
            raise self._broken()

    def _broken(self) -> Unusable:
        return Unusable("the page is not compressed as its headers say")
