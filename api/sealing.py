"""Secrets of others, kept so that a stolen database does not show them.

``CROSSWIRE_SECRET_KEY`` holds one or more Fernet keys, separated by commas: the first seals, all
unseal. To change it, put a new one in front, seal everything again, and take the old one away.
"""

from __future__ import annotations

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class Sealed(Exception):
    """What was sealed cannot be unsealed with the keys that there are."""


class Seal:
    """Seals and unseals texts."""

    def __init__(self, keys: str) -> None:
        """Take the keys as the setting has them.

        Raises:
            ValueError: there is none, or one of them is no Fernet key; it is not shown.
        """
        given = [key.strip() for key in keys.split(",") if key.strip()]
        try:
            fernets = [Fernet(key) for key in given]
        except ValueError:
            raise ValueError("not a key: `crosswire secret-key` makes one") from None
        if not fernets:
            raise ValueError("no key: `crosswire secret-key` makes one")
        self._fernets = MultiFernet(fernets)

    def seal(self, text: str) -> str:
        """Return a text sealed with the first key."""
        return self._fernets.encrypt(text.encode()).decode()

    def unseal(self, sealed: str) -> str:
        """Return the text.

        Raises:
            Sealed: none of the keys has sealed it.
        """
        try:
            return self._fernets.decrypt(sealed).decode()
        except InvalidToken:
            raise Sealed from None


def new_key() -> str:
    """Return a new key."""
    return Fernet.generate_key().decode()
