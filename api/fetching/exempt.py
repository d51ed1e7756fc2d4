"""The hosts that an operator exempts from the guard, as the settings list them."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

HostPort = tuple[str, int]
"""A host as a URL writes it, in lower case, and a port."""


def hosts_of(listed: str | Iterable[str]) -> frozenset[HostPort]:
    """Return hosts and ports from ``cms.example:8080, [::1]:443``.

    Raises:
        ValueError: an entry is not a host and a port.
    """
    entries = listed.replace(",", " ").split() if isinstance(listed, str) else listed
    return frozenset(_host_port(entry.strip().lower()) for entry in entries)


def _host_port(entry: str) -> HostPort:
    host, _, port = entry.rpartition(":")
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    is_6 = bare != host
    if not bare or not port.isdecimal() or not 1 <= int(port) <= 65535 or (":" in bare) != is_6:
        raise ValueError("each entry must be host:port, such as cms.example:8080")
    return str(ipaddress.IPv6Address(bare)) if is_6 else bare, int(port)
