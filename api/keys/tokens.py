"""The text of an API key: ``cw_<id>_<secret>``, 256 random bits behind a name that can be shown.

A secret of 256 random bits cannot be guessed from its hash, however fast that is: no slow hash and
no salt is needed, as passwords need. The prefix lets scanners of leaked secrets find it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from secrets import token_hex

_TOKEN = re.compile(r"(cw_[0-9a-f]{12})_([0-9a-f]{64})")
_NOBODYS = "0" * 64
"""What a key that is not there is compared with, so that it takes as long as one that is."""


@dataclass(frozen=True, slots=True)
class Token:
    """An API key as its caller has it; only ``id`` may be shown or kept."""

    id: str
    secret: str

    @classmethod
    def mint(cls) -> Token:
        """Return a new one."""
        return cls(f"cw_{token_hex(6)}", token_hex(32))

    @classmethod
    def read(cls, text: str) -> Token | None:
        """Return what a caller sent, or None where it is no key of ours."""
        found = _TOKEN.fullmatch(text)
        return cls(found[1], found[2]) if found else None

    @property
    def text(self) -> str:
        """What the caller sends."""
        return f"{self.id}_{self.secret}"

    @property
    def digest(self) -> str:
        """What is kept of the secret."""
        return sha256(self.secret.encode()).hexdigest()

    def matches(self, digest: str | None) -> bool:
        """Tell whether this is the key of a digest, in the same time for all; None matches none."""
        return compare_digest(self.digest, digest or _NOBODYS) and digest is not None

    def __repr__(self) -> str:
        return f"Token({self.id})"
