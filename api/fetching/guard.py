"""The guard: resolve, check, connect, in that order and to the very address that was checked.

It is an httpx transport and looks at every request, so at every hop of a redirect too. The request
that goes on has the checked address in place of the name: nothing resolves the name a second time,
whatever its server would answer then. ``Host`` and the TLS server name stay those of the name, and
so does what the certificate is checked against.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

import httpx

from api.fetching.addresses import Address, is_public
from api.fetching.errors import Forbidden
from api.fetching.exempt import HostPort
from api.fetching.names import Resolve
from api.fetching.places import NOT_PUBLIC, Place, place_of

TRIED = 3
"""Addresses of one name that are tried where the ones before take no connection."""


class Guard(httpx.AsyncBaseTransport):
    """Lets requests through to public addresses, and to the hosts that are exempt."""

    def __init__(
        self, exempt: frozenset[HostPort], resolve: Resolve, behind: httpx.AsyncBaseTransport
    ) -> None:
        self._exempt = exempt
        self._resolve = resolve
        self._behind = behind

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request, without following a redirect.

        Raises:
            Forbidden: its place is none that is fetched from; nothing was sent.
            httpx.TransportError: nobody answered there.
        """
        place = self.place_of(request.url)
        *others, last = (await self._addresses(place))[:TRIED]
        for address in others:
            try:
                return await self._behind.handle_async_request(_pinned(request, place, address))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await self._behind.handle_async_request(_pinned(request, place, last))

    def place_of(self, url: httpx.URL) -> Place:
        """Return the place of a URL, as far as the URL itself tells."""
        return place_of(url, self._exempt)

    async def _addresses(self, place: Place) -> Sequence[Address]:
        """Return at least one address, each of them checked."""
        if place.address is not None:
            found: Sequence[Address] = [place.address]
        else:
            found = _read(await self._resolve(place.host))
        # One bad address spoils a name: who owns a name with an address inside is up to something.
        if not found or not (place.exempt or all(map(is_public, found))):
            raise Forbidden(NOT_PUBLIC)
        return found

    async def aclose(self) -> None:
        """Close the connections."""
        await self._behind.aclose()


def _read(addresses: Sequence[str]) -> list[Address]:
    try:
        return [ipaddress.ip_address(address) for address in addresses]
    except ValueError:
        raise Forbidden(NOT_PUBLIC) from None


def _pinned(request: httpx.Request, place: Place, address: Address) -> httpx.Request:
    """Return the same request to an address, with the headers and TLS name of its host."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=str(address)),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": place.host},
    )
