"""One URL -> one article, behind the guard and within bounds."""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx

from api.fetching.body import ACCEPT_ENCODING, read_body
from api.fetching.errors import Forbidden, NotFetched, Unreachable, Unusable
from api.fetching.exempt import HostPort
from api.fetching.guard import Guard
from api.fetching.names import Resolve, SystemNames
from api.fetching.pages import Fetched, Page, media_type_of, page_of

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GOOD = frozenset({200, 203})
_HEADERS = {
    "User-Agent": "crosswire",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
    "Accept-Encoding": ACCEPT_ENCODING,
    "Connection": "close",
}

log = logging.getLogger("crosswire")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one fetch, one request and the whole service may take."""

    redirects: int = 5
    seconds: float = 10.0  # one article: names, connections, redirects and the page itself
    connect_seconds: float = 3.0  # one address of it, so that there is time for another
    bytes: int = 5_000_000  # of one page, as it comes and decompressed
    request_seconds: float = 30.0  # all articles of one request, waiting for a turn included
    request_at_once: int = 6  # so that one request with slow servers leaves turns to others
    at_once: int = 16  # in the whole service: so many pages are in memory at most


class Fetcher:
    """Fetches articles. No cookie, no credential and no proxy of the environment is ever used."""

    def __init__(self, guard: Guard, bounds: Bounds, names: SystemNames | None = None) -> None:
        self.bounds = bounds
        self._guard = guard
        self._names = names  # to be closed with it
        self._turns = asyncio.Semaphore(bounds.at_once)
        # One thread: parsed pages are large, and a second one would wait for the first anyway.
        self._parsing = ThreadPoolExecutor(1, thread_name_prefix="crosswire-pages")

    @classmethod
    def of(
        cls,
        exempt: frozenset[HostPort],
        bounds: Bounds | None = None,
        resolve: Resolve | None = None,
        behind: httpx.AsyncBaseTransport | None = None,
    ) -> Fetcher:
        """Return a fetcher; ``resolve`` and ``behind`` are the network, for tests to replace."""
        names = SystemNames()
        guard = Guard(exempt, resolve or names, behind or connections())
        return cls(guard, bounds or Bounds(), names)

    async def fetch(self, url: str) -> Page:
        """Return the article at a URL, when its turn comes.

        Raises:
            NotFetched: there is none, and ``detail`` says why.
        """
        async with self._turns:
            begun = time.monotonic()
            outcome = "cut short"
            try:
                page = await self._parsed(await self._in_time(url))
                outcome = "done"
                return page
            except NotFetched as why:
                outcome = type(why).__name__
                raise
            finally:
                took = 1000 * (time.monotonic() - begun)
                log.info("fetched from %s: %s, %.0f ms", _host(url), outcome, took)

    async def _parsed(self, fetched: Fetched) -> Page:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._parsing, page_of, fetched)

    async def _in_time(self, url: str) -> Fetched:
        try:
            async with asyncio.timeout(self.bounds.seconds):
                return await self._follow(httpx.URL(url))
        except (TimeoutError, httpx.ReadTimeout):
            raise Unreachable(f"it did not answer within {self.bounds.seconds:g} s") from None
        except httpx.InvalidURL:
            raise Forbidden("it is not a web address") from None
        except httpx.HTTPError as error:
            raise Unreachable(_said(error)) from None

    async def _follow(self, url: httpx.URL) -> Fetched:
        for _ in range(self.bounds.redirects + 1):
            response = await self._guard.handle_async_request(self._request(url))
            try:
                if response.status_code not in _REDIRECTS or "location" not in response.headers:
                    return await self._page(response)
                url = self._next(url, response.headers["location"])
            finally:
                await response.aclose()  # a redirect's own page is never read
        raise Unusable(f"it redirects more than {self.bounds.redirects} times")

    def _request(self, url: httpx.URL) -> httpx.Request:
        bounds = self.bounds
        timeout = httpx.Timeout(bounds.seconds, connect=bounds.connect_seconds).as_dict()
        return httpx.Request("GET", url, headers=_HEADERS, extensions={"timeout": timeout})

    def _next(self, url: httpx.URL, location: str) -> httpx.URL:
        """Return where a redirect leads; a page of the open internet leads to no exempt host."""
        try:
            there = url.join(location)
        except (httpx.InvalidURL, ValueError):  # ValueError: from urllib's urljoin, inside of it
            raise Forbidden("it redirects to what is not a web address") from None
        if self._guard.place_of(there).exempt and not self._guard.place_of(url).exempt:
            raise Forbidden("it redirects to a host that is only fetched from when it is asked for")
        return there

    async def _page(self, response: httpx.Response) -> Fetched:
        if response.status_code not in _GOOD:
            raise Unusable(f"it was answered with status {response.status_code}")
        media_type, charset = media_type_of(response.headers.get("content-type", ""))
        return Fetched(await read_body(response, self.bounds.bytes), media_type, charset)

    async def aclose(self) -> None:
        """Close the connections; a page that is being parsed is the last."""
        self._parsing.shutdown(wait=False, cancel_futures=True)
        if self._names:
            self._names.close()
        await self._guard.aclose()


def connections(tls: ssl.SSLContext | None = None) -> httpx.AsyncHTTPTransport:
    """Return the real network. No connection is used twice: another name may be behind it.

    Certificates are checked against certifi's authorities, or those of ``SSL_CERT_FILE``.
    """
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    context = tls or httpx.create_ssl_context()
    return httpx.AsyncHTTPTransport(verify=context, trust_env=False, limits=limits)


def _host(url: str) -> str:
    """The host of a URL for the log, which never gets a path or a query."""
    try:
        return httpx.URL(url).raw_host.decode("ascii")[:253]
    except httpx.InvalidURL:
        return "?"


def _said(error: BaseException) -> str:
    """Say what went wrong on the way, without the addresses that the error may name."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "its certificate is not valid, or it does not speak TLS"
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return "its host took no connection"
    return "its answer broke off, or was not HTTP"
