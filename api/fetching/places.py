"""A URL -> the place it names, or why nobody goes there. Nothing is resolved here.

One parser decides: the host that is checked is the one from which the request is built, and the
connection is made to an address, so that no second reading of the URL can lead elsewhere.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

import httpx

from api.fetching.addresses import Address
from api.fetching.errors import Forbidden
from api.fetching.exempt import HostPort

_PORTS = {"http": 80, "https": 443}
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")

NOT_PUBLIC = "its host has no address on the public internet"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request goes: a name to resolve, or an ``address`` that the URL itself writes."""

    host: str
    port: int
    address: Address | None
    exempt: bool


def place_of(url: httpx.URL, exempt: frozenset[HostPort]) -> Place:
    """Return the place of a URL; those named in ``exempt`` are held to no more than a scheme.

    Raises:
        Forbidden: it is no web address, carries credentials, or asks for another port.
    """
    if url.scheme not in _PORTS:
        raise Forbidden("only http and https addresses are fetched")
    if url.userinfo:
        raise Forbidden("addresses with a user name or password are not fetched")
    written = url.raw_host.decode("ascii")
    host = written.removesuffix(".")
    address = _literal(host)
    port = _PORTS[url.scheme] if url.port is None else url.port
    known = (str(address) if address else written, port) in exempt
    if port not in _PORTS.values() and not known:
        raise Forbidden("only the ports 80 and 443 are fetched from")
    return Place(host, port, address, known)


def _literal(host: str) -> Address | None:
    """Return the address that a host writes; ``None`` for a name."""
    if ":" in host:
        return _literal_6(host)
    if not _NAME.fullmatch(host):
        raise Forbidden("its host is not a name that can be looked up")
    if not _NUMBER.fullmatch(host.rpartition(".")[2]):
        return None
    try:
        return ipaddress.IPv4Address(host)
    except ValueError:  # octal, hexadecimal, decimal, short: readers disagree on what they mean
        raise Forbidden("an address in numbers must be four decimal numbers") from None


def _literal_6(host: str) -> Address:
    try:
        found = ipaddress.IPv6Address(host)
    except ValueError:
        raise Forbidden("its host is not an address") from None
    if found.scope_id is not None:
        raise Forbidden(NOT_PUBLIC)
    return found
