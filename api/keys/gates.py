"""The two doors: one that asks everybody for a key, one that is open to this machine alone."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn, Protocol

from starlette.datastructures import Headers

from api.errors import ForeignCaller, KeyNeeded
from api.keys.callers import ANYBODY, Caller
from api.keys.quotas import Quotas
from api.keys.tokens import Token
from api.store import Asker, Store
from api.store.keys import Key


@dataclass(frozen=True, slots=True)
class Admission:
    """Who was let in, and what his answer says of his quotas."""

    caller: Caller
    headers: Mapping[str, str] = field(default_factory=dict)


class Gate(Protocol):
    """What stands before the service."""

    def screen(self, headers: Headers) -> None:
        """Look at any request, also one that needs no key.

        Raises:
            ForeignCaller: it does not come from where it may.
        """
        ...

    def admit(self, headers: Headers, makes_brief: bool) -> Admission:
        """Let in who may come in, and count it; may block for a query of the database.

        Raises:
            KeyNeeded: there is no key, or it opens nothing.
            QuotaSpent: its key has sent too much.
            StoreUnavailable: nobody knows the keys now.
        """
        ...

    def admit_session(self, digest: str | None, makes_brief: bool) -> Admission:
        """Let in who signed in at the desk; ``digest`` is of the secret of his cookie.

        Raises:
            KeyNeeded: he did not, or his key opens nothing any more.
            QuotaSpent: his key has sent too much.
            StoreUnavailable: nobody knows the keys now.
        """
        ...


class KeyGate:
    """Asks everybody for an API key."""

    def __init__(self, store: Store, quotas: Quotas) -> None:
        self._store, self._quotas = store, quotas

    def screen(self, headers: Headers) -> None:
        """Let everybody come as far as to the door."""

    def admit(self, headers: Headers, makes_brief: bool) -> Admission:
        """Let in who has a key."""
        return self._admission(self._key(_token(headers.get("authorization"))), makes_brief)

    def admit_session(self, digest: str | None, makes_brief: bool) -> Admission:
        """Let in who signed in with a key that is still one."""
        key = self._store.sessions.key_of(digest) if digest else None
        if key is None or key.state(dt.datetime.now(dt.UTC)) != "active":
            _refuse("Sign in with an API key.", "")
        return self._admission(key, makes_brief)

    def _admission(self, key: Key, makes_brief: bool) -> Admission:
        headers_of_quotas = self._quotas.spend(key.id, makes_brief)
        caller = Caller(Asker(key.owner, key.id), frozenset(key.scopes))
        return Admission(caller, headers_of_quotas)

    def _key(self, token: Token) -> Key:
        """The same is said of a key that never was, that was revoked and that has expired."""
        found = self._store.keys.find(token.id)
        known = token.matches(found.digest if found else None)
        if found is None or not known or found.state(dt.datetime.now(dt.UTC)) != "active":
            _refuse("This API key opens nothing: it is not known, was revoked or has expired.")
        return found


def _token(header: str | None) -> Token:
    if not header:
        _refuse("Send an API key: `Authorization: Bearer cw_…`.", "")
    scheme, _, given = header.partition(" ")
    token = Token.read(given.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        _refuse("Authorization does not hold an API key: it has the form `Bearer cw_…`.")
    return token


def _refuse(said: str, error: str = ', error="invalid_token"') -> NoReturn:
    challenge = f'Bearer realm="crosswire"{error}'
    raise KeyNeeded(said, headers={"WWW-Authenticate": challenge})


class LocalGate:
    """Lets everybody on this machine in, for a service that listens on loopback.

    A browser on this machine may be sent here by any page: such a request names another host
    (a name that was rebound to loopback) or its page's origin, and is refused.
    """

    def screen(self, headers: Headers) -> None:
        """Refuse what another site's page sends."""
        host = headers.get("host", "")
        if not is_loopback(_name_of(host)):
            raise ForeignCaller("Host is not this machine: without keys only it may call.")
        origin = headers.get("origin")
        if origin is not None and origin.lower() != f"http://{host.lower()}":
            raise ForeignCaller("Origin is another site: without keys only this one may call.")

    def admit(self, headers: Headers, makes_brief: bool) -> Admission:
        """Let in everybody who was not refused."""
        return Admission(ANYBODY)

    def admit_session(self, digest: str | None, makes_brief: bool) -> Admission:
        """Let in everybody: nobody has to sign in."""
        return Admission(ANYBODY)


def is_loopback(host: str) -> bool:
    """Tell whether a host, as a command or a URL names it, is this machine and no other."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _name_of(host: str) -> str:
    """Return the name in a ``Host`` header, without its port and brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
