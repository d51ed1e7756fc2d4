"""Who is told: an address and a secret, both sealed, for an address may hold a password too."""

from __future__ import annotations

import base64
import datetime as dt
import json
from dataclasses import dataclass
from secrets import token_bytes, token_hex

import httpx

from api.fetching.errors import Forbidden
from api.fetching.exempt import HostPort
from api.fetching.places import place_of
from api.sealing import Seal
from api.store.webhooks import Webhook

_PREFIX = "whsec_"
_MOST_URL = 2_000


@dataclass(frozen=True, slots=True)
class Receiver:
    """One receiver; ``secret`` has 32 random bytes."""

    url: str
    secret: bytes

    @classmethod
    def at(cls, url: str, exempt: frozenset[HostPort]) -> Receiver:
        """Return a new receiver at an address; those in ``exempt`` may be inside, and without TLS.

        Raises:
            ValueError: nothing would be sent there.
        """
        try:
            parsed = httpx.URL(url)
            place = place_of(parsed, exempt)
        except httpx.InvalidURL:
            raise ValueError("it is not a web address") from None
        except Forbidden as error:
            raise ValueError(error.detail) from None
        if parsed.scheme != "https" and not place.exempt:
            raise ValueError("https is needed, but for hosts in CROSSWIRE_ALLOW_HOSTS")
        if len(url) > _MOST_URL:
            raise ValueError(f"it has more than {_MOST_URL:,} characters")
        return cls(url, token_bytes(32))

    @property
    def host(self) -> str:
        """What of the address may be shown."""
        return httpx.URL(self.url).raw_host.decode("ascii")

    @property
    def shown_secret(self) -> str:
        """The secret as its receiver takes it."""
        return _PREFIX + base64.b64encode(self.secret).decode()

    def webhook(self, key_id: str, seal: Seal) -> Webhook:
        """Return it as it is kept, under a new id."""
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        said = json.dumps({"url": self.url, "secret": base64.b64encode(self.secret).decode()})
        return Webhook(f"wh_{token_hex(6)}", key_id, self.host, seal.seal(said), now)

    @classmethod
    def of(cls, sealed: str, seal: Seal) -> Receiver:
        """Return what was sealed.

        Raises:
            Sealed: the keys that there are did not seal it.
        """
        said = json.loads(seal.unseal(sealed))
        return cls(said["url"], base64.b64decode(said["secret"]))

    def __repr__(self) -> str:
        return f"Receiver({self.host})"
