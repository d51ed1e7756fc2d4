"""How the app stands with Slack, as it was seen last; ``/readyz`` shows it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Literal

from api.slack.errors import REVOKED, said_of

log = logging.getLogger("crosswire")


@dataclass(slots=True)
class Standing:
    """``broken``: Slack takes the token no more. ``unknown``: it was not asked yet."""

    status: Literal["unknown", "on", "broken"] = "unknown"
    detail: str = "Slack was not asked yet."
    bot_user: str | None = None

    def took(self) -> None:
        """Note that Slack took the token."""
        if self.status == "broken":
            log.info("slack: the token works again")
        self.status, self.detail = "on", "Slack takes the token."

    def refused(self, code: str) -> None:
        """Note an error of Slack's; only one about the token changes anything."""
        if code not in REVOKED:
            return
        if self.status != "broken":
            log.error("slack: the token is refused (%s)", code)
        self.status, self.detail = "broken", said_of(code)

    def shown(self) -> dict[str, str]:
        """Return it for ``/readyz``."""
        return {"status": self.status, "detail": self.detail}
