"""Who looks at the desk: the secret of his cookie, and the token that his forms carry.

The secret is random and the browser's alone: what is kept of it is a hash. A form's token is made
of it, so no other site can write one; it looks different in every answer, so that nobody learns it
from how well an answer compresses (BREACH).
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hmac
import re
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_bytes, token_hex

from starlette.requests import Request
from starlette.responses import Response

LASTS = dt.timedelta(hours=12)
"""How long somebody stays signed in: a long shift."""
_SECRET = re.compile(r"[0-9a-f]{64}")
_SIZE = sha256().digest_size


@dataclass(frozen=True, slots=True)
class Visit:
    """One browser; ``new`` where it has yet to be given its cookie."""

    secret: str
    secure: bool
    new: bool = True

    @classmethod
    def of(cls, request: Request) -> Visit:
        """Return the visit that a request is part of, or a new one."""
        secure = request.url.scheme == "https"
        given = request.cookies.get(name_of(secure), "")
        if _SECRET.fullmatch(given):
            return cls(given, secure, new=False)
        return cls.begun(secure)

    @classmethod
    def begun(cls, secure: bool) -> Visit:
        """Return a new visit."""
        return cls(token_hex(32), secure)

    @property
    def digest(self) -> str:
        """What is kept of the secret."""
        return sha256(self.secret.encode()).hexdigest()

    def token(self) -> str:
        """Return a token for a form, another one each time."""
        mask = token_bytes(_SIZE)
        return base64.urlsafe_b64encode(mask + _mixed(mask, self._proof())).decode()

    def knows(self, token: str) -> bool:
        """Tell whether a form's token is of this visit."""
        try:
            given = base64.urlsafe_b64decode(token.encode())
        except (binascii.Error, ValueError):
            return False
        mask, mixed = given[:_SIZE], given[_SIZE:]
        return len(mixed) == _SIZE and hmac.compare_digest(_mixed(mask, mixed), self._proof())

    def _proof(self) -> bytes:
        return hmac.digest(self.secret.encode(), b"crosswire desk form", sha256)

    def put(self, response: Response) -> None:
        """Give the browser its cookie."""
        response.set_cookie(
            name_of(self.secure),
            self.secret,
            max_age=round(LASTS.total_seconds()),
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="lax",  # a link to a brief, in a mail or in Slack, finds its reader signed in
        )


def name_of(secure: bool) -> str:
    """Return the cookie's name; over TLS one that no other host can set."""
    return "__Host-crosswire" if secure else "crosswire"


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
